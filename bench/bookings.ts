import type { Agent } from "node:http";
import { paths } from "../src/paths.ts";
import { Browser, connections } from "./browser.ts";
import { type Account, type Dataset, deviceToken, freeMinutes, password, pastDays } from "./dataset.ts";
import type { Operation } from "./rounds.ts";
import type { Server } from "./server.ts";

/** Someone on the way from a free time to an appointment. */
export interface Patient {
  account: Account;
  browser: Browser;
  /** Where the booking form is, once the time is held. */
  formPath: string;
  /** What the form will post. */
  form: Record<string, string>;
  appointmentId: string;
}

export function patientsOf(product: Server, dataset: Dataset): Patient[] {
  const agent: Agent = connections(64);
  return dataset.people.map((account) => ({
    account,
    browser: new Browser(product.origin, agent),
    formPath: "",
    form: {},
    appointmentId: "",
  }));
}

/** From a browser she trusts: no second step is asked there. */
export async function signIn({ browser, account }: Patient): Promise<void> {
  browser.bring("amicare-device", deviceToken(account.userId));
  await browser.post(paths.signIn(), { email: account.email, password });
}

/** « Avant de continuer… »: every box is ticked. Whoever did so in an earlier bench is led on. */
export async function passGate({ browser }: Patient): Promise<void> {
  const { body, headers } = await browser.get(paths.gate(), 200, 303);
  if (headers.location?.startsWith(paths.signIn())) throw new Error("a patient who signed in is asked to sign in");
  const boxes = [...body.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].map(([box]) => [
    /name="([^"]+)"/.exec(box)![1]!,
    /value="([^"]*)"/.exec(box)![1]!,
  ]);
  if (boxes.length > 0) await browser.post(paths.gate(), Object.fromEntries(boxes));
}

/** From the click on a free time to the cancelled appointment, each step on its own. In a round everyone takes each step once. */
export function bookings(product: Server, dataset: Dataset, patients: readonly Patient[]): Operation[] {
  const slots = slotsOf(dataset);
  const step = (name: string, act: (patient: Patient, i: number, round: number) => Promise<void>): Operation => ({
    name,
    server: product,
    times: patients.length,
    act: (i, round) => act(patients[i]!, i, round),
  });
  return [
    step("hold a time", (patient, i, round) => hold(patient, slots(i, round))),
    step("booking form, gzip", openForm),
    { ...step("complete booking", book), aimMs: 3, likeBare: "bare: booking" },
    step("confirmation page, gzip", async ({ browser, appointmentId }) => {
      await browser.get(paths.confirmed(appointmentId));
    }),
    { ...step("cancellation", cancel), aimMs: 2, likeBare: "bare: cancellation" },
  ];
}

/** One row written, and deleted. */
export function bareBookings(bare: Server, dataset: Dataset): Operation[] {
  const visitor = new Browser(bare.origin, connections(64));
  const slots = slotsOf(dataset);
  const step = (name: string, method: "POST" | "DELETE"): Operation => ({
    name,
    server: bare,
    times: dataset.people.length,
    async act(i, round) {
      const query = new URLSearchParams({ practitioner: dataset.people[i]!.agenda.id, at: slots(i, round) });
      const { body } = await visitor.ask({ method, path: `/bookings?${query}` }, 200);
      if (JSON.parse(body).length !== 1) throw new Error(`${method} /bookings found no row of its own`);
    },
  });
  return [step("bare: booking", "POST"), step("bare: cancellation", "DELETE")];
}

export async function hold(patient: Patient, debut: string): Promise<void> {
  const { slug, reasonId, siteId } = patient.account.agenda;
  const held = await patient.browser.post(paths.choice(), { soignant: slug, motif: reasonId, lieu: siteId, debut });
  patient.formPath = String(held.headers.location);
}

export async function openForm(patient: Patient): Promise<void> {
  const { body } = await patient.browser.get(patient.formPath);
  const hidden = body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  const named = Object.fromEntries([...hidden].map(([, name, value]) => [name, value]));
  patient.form = { ...named, pour: patient.account.personId, mot: "" };
}

export async function book(patient: Patient): Promise<void> {
  const path = patient.formPath.split("?")[0]!;
  const { headers } = await patient.browser.post(path, patient.form);
  const [, id] = /\/mes-rendez-vous\/([^/]+)\/confirme$/.exec(String(headers.location)) ?? [];
  if (!id) throw new Error(`a booking led to ${headers.location}`);
  patient.appointmentId = id;
}

export async function cancel({ browser, appointmentId }: Patient): Promise<void> {
  await browser.post(paths.cancellation(appointmentId), { pourquoi: "" });
}

/** A free time for everyone in every round, `2026-12-01T08:15+01:00`, no two alike for one practitioner. */
export function slotsOf(dataset: Dataset): (i: number, round: number) => string {
  const { people, agendas, days, firstDay } = dataset;
  const minutes = freeMinutes(dataset);
  const perAgenda = Math.ceil(people.length / agendas.length);
  const daysToCome = days - pastDays - 4;
  return (i, round) => {
    const nth = round * perAgenda + Math.floor(i / agendas.length);
    const day = firstDay.add({ days: pastDays + 3 + (Math.floor(nth / minutes.length) % daysToCome) });
    const at = day.toPlainDateTime().add({ minutes: minutes[nth % minutes.length]! });
    return at.toZonedDateTime("Europe/Paris").toString({ timeZoneName: "never", smallestUnit: "minute" });
  };
}
