import { paths } from "../src/paths.ts";
import { Browser, connections } from "./browser.ts";
import { type Agenda, type Dataset, freeMinutes, pastDays } from "./dataset.ts";
import type { Operation } from "./rounds.ts";
import type { Server } from "./server.ts";

/** What visitors read: free times, the sheet, the search. No two questions in a row are about the same practitioner. */
export function readings(product: Server, dataset: Dataset): Operation[] {
  const visitor = new Browser(product.origin, connections(64));
  const sheet = (i: number, round: number) => {
    const { agenda, from } = questionOf(dataset, i, round);
    const semaine = from
      .subtract({ days: from.dayOfWeek - 1 })
      .add({ days: 7 })
      .toString();
    return paths.practitioner(agenda.slug, { motif: agenda.reasonId, lieu: agenda.siteId, semaine });
  };
  return [
    listing("week of free times", product, dataset, { days: 7, times: 300, aimMs: 1.2, likeBare: "bare: week" }),
    listing("month of free times", product, dataset, { days: 31, times: 150, aimMs: 3, likeBare: "bare: month" }),
    {
      name: "sheet of a practitioner",
      server: product,
      times: 200,
      aimMs: 2.5,
      act: (i, round) => visitor.ask({ path: sheet(i, round), compressed: false }, 200),
    },
    { name: "sheet, gzip", server: product, times: 150, act: (i, round) => visitor.get(sheet(i, round)) },
    {
      name: "search, gzip",
      server: product,
      times: 60,
      act: (i) => visitor.get(paths.search({ qui: "généraliste", ou: "Paris", page: `${1 + (i % 2)}` })),
    },
    { name: "front page, gzip", server: product, times: 150, act: () => visitor.get(paths.home()) },
  ];
}

interface ListingOptions {
  days: number;
  times: number;
  aimMs?: number;
  likeBare?: string;
}

/** The free times of one practitioner for so many days, as JSON. Every answer is counted: it holds what the dataset left free. */
export function listing(
  name: string,
  product: Server,
  dataset: Dataset,
  { days, ...options }: ListingOptions,
): Operation {
  const visitor = new Browser(product.origin, connections(64));
  return {
    name,
    server: product,
    ...options,
    async act(i, round) {
      const { agenda, from } = questionOf(dataset, i, round);
      const to = from.add({ days: days - 1 });
      const query = new URLSearchParams({
        practitioner: agenda.slug,
        reason: agenda.reasonId,
        from: `${from}`,
        to: `${to}`,
      });
      const { body } = await visitor.get(`${paths.slotsApi()}?${query}`);
      expectTimes(JSON.parse(body), days, dataset);
    },
  };
}

/** The same questions to the bare server. */
export function bareReadings(bare: Server, dataset: Dataset): Operation[] {
  const visitor = new Browser(bare.origin, connections(64));
  const times = (name: string, days: number, times: number): Operation => ({
    name,
    server: bare,
    times,
    async act(i, round) {
      const { agenda, from } = questionOf(dataset, i, round);
      const query = new URLSearchParams({
        practitioner: agenda.id,
        from: `${from}`,
        to: `${from.add({ days: days - 1 })}`,
      });
      const { body } = await visitor.get(`/times?${query}`);
      expectTimes(JSON.parse(body), days, dataset);
    },
  });
  return [times("bare: week", 7, 300), times("bare: month", 31, 150)];
}

/** Another practitioner each time, and another first day: days to come, a month of them at least. */
function questionOf(dataset: Dataset, i: number, round: number): { agenda: Agenda; from: Temporal.PlainDate } {
  const daysToCome = dataset.days - pastDays - 2;
  const agenda = dataset.agendas[(i * 7 + round) % dataset.agendas.length]!;
  return { agenda, from: dataset.firstDay.add({ days: pastDays + 2 + ((i * 5 + round * 3) % (daysToCome - 31)) }) };
}

function expectTimes(times: unknown[], days: number, dataset: Dataset) {
  const free = freeMinutes(dataset).length * days;
  if (times.length < 0.9 * free || times.length > free)
    throw new Error(`${times.length} free times were listed, where ${free} are free`);
}
