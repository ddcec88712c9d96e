import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { addPractice } from "../../test/practice.ts";
import { freeTimes } from "../appointments/free-times.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { declareAbsence } from "./declare-absence.ts";
import { planOpening } from "./plan-opening.ts";

const { ownerDb } = await newDatabase();
const inTurn = <T>(work: (tx: Tx) => Promise<T>) => asActor(ownerDb, { kind: "system", job: "test" }, work);
const day = (text: string) => Temporal.PlainDate.from(text);

/** A practice whose only opening so far is on Mondays at eight, in sites of Vincennes. */
async function newPractice() {
  const openings = [{ at: "main", weekdays: ["MO"], from: "08:00", to: "08:30" }] as const;
  const { practitionerId, site, reason } = await addPractice(ownerDb, { openings });
  const { establishmentId } = await ownerDb
    .selectFrom("site")
    .select("establishmentId")
    .where("id", "=", site.main!)
    .executeTakeFirstOrThrow();
  return { establishmentId, practitionerId, siteId: site.main!, reasonIds: [reason.visit!] };
}

type Practice = Awaited<ReturnType<typeof newPractice>>;

async function freeFrom({ practitionerId, reasonIds }: Practice, from: string, to: string): Promise<string[]> {
  const now = Temporal.Instant.from("2027-01-01T08:00:00Z");
  const asked = [{ practitionerId, reasonId: reasonIds[0]! }];
  const times = await inTurn((tx) => freeTimes(tx, { asked, from: day(from), to: day(to), now, as: "staff" }));
  return (times.get(practitionerId) ?? []).map(({ startMs, zone }) => {
    const start = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone);
    return start.toPlainDateTime().toString({ smallestUnit: "minute" });
  });
}

test("what is planned is offered: once, every other week, on the last Friday, and otherwise on one date", async () => {
  const practice = await newPractice();
  const hours = { from: "10:00", to: "10:30" };
  const plans = [
    { ...hours, on: day("2027-01-14") },
    { ...hours, weekdays: ["TU"], everyWeeks: 2, since: day("2027-01-12"), until: day("2027-02-09") },
    { ...hours, weekdays: ["FR"], nth: -1 },
    {
      ...hours,
      weekdays: ["WE"],
      isoWeeks: "even",
      except: [{ on: day("2027-01-27") }, { on: day("2027-01-13"), from: "17:00", to: "17:30" }],
    },
  ] as const;
  for (const plan of plans)
    expect(await inTurn((tx) => planOpening(tx, { ...practice, ...plan }))).toMatchObject({ done: true });

  expect(await freeFrom(practice, "2027-01-12", "2027-01-30")).toEqual([
    "2027-01-12T10:00",
    "2027-01-13T17:00",
    "2027-01-14T10:00",
    "2027-01-18T08:00",
    "2027-01-25T08:00",
    "2027-01-26T10:00",
    "2027-01-29T10:00",
  ]);
});

test("an absence takes the times it says, and every week when it says so", async () => {
  const practice = await newPractice();
  await inTurn((tx) => planOpening(tx, { ...practice, weekdays: ["TU"], from: "09:00", to: "12:00" }));
  const absence = {
    establishmentId: practice.establishmentId,
    resourceId: practice.practitionerId,
    zone: "Europe/Paris",
  };
  const from = Temporal.PlainDateTime.from("2027-01-12T09:30");
  const to = Temporal.PlainDateTime.from("2027-01-12T11:00");
  expect(await inTurn((tx) => declareAbsence(tx, { ...absence, from, to }))).toMatchObject({ done: true });
  const lunch = { ...absence, weekdays: ["TU"], from: "11:00", to: "14:00" } as const;
  expect(await inTurn((tx) => declareAbsence(tx, lunch))).toMatchObject({ done: true });
  expect(await freeFrom(practice, "2027-01-12", "2027-01-12")).toEqual(["2027-01-12T09:00"]);
  expect(await freeFrom(practice, "2027-01-19", "2027-01-19")).toHaveLength(4);
});

test("an opening that could never be booked is refused, and says why", async () => {
  const practice = await newPractice();
  const other = await newPractice();
  const weekly = { ...practice, weekdays: ["TU"], from: "09:00", to: "12:00" } as const;
  const why = async (plan: Parameters<typeof planOpening>[1]) => {
    const outcome = await inTurn((tx) => planOpening(tx, plan));
    return outcome.done ? "done" : outcome.because;
  };
  expect(await why({ ...weekly, from: "9:00" })).toBe("malformed-time");
  expect(await why({ ...weekly, from: "24:00" })).toBe("malformed-time");
  expect(await why({ ...weekly, to: "24:00" })).toBe("done");
  expect(await why({ ...weekly, except: [{ on: day("2027-01-12"), from: "09:00", to: "25:00" }] })).toBe(
    "malformed-time",
  );
  expect(await why({ ...weekly, weekdays: [] })).toBe("no-weekday");
  expect(await why({ ...weekly, everyWeeks: 2 })).toBe("since-required");
  expect(await why({ ...weekly, everyWeeks: 53, since: day("2027-01-01") })).toBe("weeks-out-of-range");
  expect(await why({ ...weekly, since: day("2027-02-01"), until: day("2027-01-01") })).toBe("until-before-since");
  expect(await why({ ...weekly, reasonIds: [] })).toBe("no-reason");
  expect(await why({ ...weekly, reasonIds: other.reasonIds })).toBe("not-offered");
  expect(await why({ ...weekly, siteId: other.siteId })).toBe("not-at-this-site");
});

test("an absence that ends before it begins, or on no clock there is, is refused", async () => {
  const { establishmentId, practitionerId: resourceId } = await newPractice();
  const noon = Temporal.PlainDateTime.from("2027-01-12T12:00");
  const absence = { establishmentId, resourceId, zone: "Europe/Paris", from: noon, to: noon };
  const refused = (because: string) => ({ done: false, because });
  expect(await inTurn((tx) => declareAbsence(tx, absence))).toEqual(refused("ends-before-it-begins"));
  const nowhere = { ...absence, to: noon.add({ hours: 1 }), zone: "Europe/Vincennes" };
  expect(await inTurn((tx) => declareAbsence(tx, nowhere))).toEqual(refused("unknown-zone"));
});
