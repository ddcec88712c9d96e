import fc from "fast-check";

/** For tests: a case file of any content, as the format has it, about days on which clocks are changed, or nearly so. */
export interface AnyCase {
  zone: string;
  now: string;
  from: string;
  to: string;
  reason: {
    durationMin: number;
    stepMin: number;
    bufferBeforeMin: number;
    bufferAfterMin: number;
    notice: string;
    horizon?: string;
  };
  openings: AnyHours[];
  absences: (AnyHours | { from: string; to: string })[];
  busy: { from: string; to: string; bufferBeforeMin: number; bufferAfterMin: number }[];
  openOnHolidays: boolean;
}

export interface AnyHours {
  on?: string;
  weekdays?: string[];
  everyWeeks?: number;
  isoWeeks?: string | null;
  nth?: number | null;
  since?: string | null;
  until?: string | null;
  from: string;
  to: string;
  except?: { on: string; from?: string; to?: string }[];
}

/** Changes of clocks by an hour, by half an hour and at midnight; holidays; a week 53; and days without history. */
const remarkable = [
  ["Europe/Paris", "2027-03-28"],
  ["Europe/Paris", "2027-10-31"],
  ["Europe/Paris", "2027-05-07"],
  ["Europe/Paris", "2027-01-01"],
  ["America/Miquelon", "2027-03-14"],
  ["America/Miquelon", "2027-11-07"],
  ["America/Martinique", "2027-03-28"],
  ["Pacific/Noumea", "2027-07-14"],
  ["Australia/Lord_Howe", "2027-04-04"],
  ["Australia/Lord_Howe", "2027-10-03"],
  ["America/Havana", "2027-03-14"],
  ["America/Havana", "2027-11-07"],
] as const;

export const anyCase: fc.Arbitrary<AnyCase> = fc.constantFrom(...remarkable).chain(([zone, date]) => {
  const about = Temporal.PlainDate.from(date);
  return fc
    .record({
      now: fc.integer({ min: -4 * 86_400, max: 43_200 }),
      from: fc.integer({ min: -1, max: 1 }),
      days: fc.integer({ min: 0, max: 2 }),
      reason: anyReason,
      openings: fc.array(fc.oneof(anyOneOff(about), anyRepeated(about)), { minLength: 2, maxLength: 5 }),
      absences: fc.array(fc.oneof(anyOneOff(about), anyRepeated(about), anyStretch(about)), { maxLength: 2 }),
      busy: fc.array(anyBusy(zone, about), { maxLength: 4 }),
      openOnHolidays: fc.boolean(),
    })
    .map(({ now, from, days, ...rest }) => ({
      ...rest,
      zone,
      now: about.toZonedDateTime(zone).add({ seconds: now }).toInstant().toString(),
      from: about.add({ days: from }).toString(),
      to: about.add({ days: from + days }).toString(),
    }));
});

const fiveMinutes = (most: number) => fc.integer({ min: 0, max: most / 5 }).map((fives) => fives * 5);

const anyReason = fc.record(
  {
    durationMin: fc.integer({ min: 1, max: 18 }).map((fives) => fives * 5),
    stepMin: fc.integer({ min: 2, max: 12 }).map((fives) => fives * 5),
    bufferBeforeMin: fiveMinutes(30),
    bufferAfterMin: fiveMinutes(30),
    notice: fc.constantFrom("PT0H", "PT0H", "PT0H", "PT5H", "PT30H", "P0D", "P1D"),
    horizon: fc.constantFrom("P1D", "P4D", "P5D", "P1M", "P12M"),
  },
  { requiredKeys: ["durationMin", "stepMin", "bufferBeforeMin", "bufferAfterMin", "notice"] },
);

/** Quarter hours, twice as often in the small hours, where clocks are changed. */
const anyTime = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 95 })).map(clockFace);
const anyEnd = fc.oneof(anyTime, fc.constant("24:00"));
const hours = { from: anyTime, to: anyEnd };
const anyDay = (about: Temporal.PlainDate) =>
  fc.integer({ min: -2, max: 3 }).map((days) => about.add({ days }).toString());

function anyOneOff(about: Temporal.PlainDate): fc.Arbitrary<AnyHours> {
  return fc.record({ on: anyDay(about), ...hours });
}

function anyRepeated(about: Temporal.PlainDate): fc.Arbitrary<AnyHours> {
  return fc.record({
    weekdays: fc.subarray(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], { minLength: 3 }),
    everyWeeks: fc.integer({ min: 1, max: 2 }),
    isoWeeks: fc.constantFrom(null, null, null, "odd", "even"),
    nth: fc.constantFrom(null, null, null, null, null, null, 1, 2, 4, 5, -1),
    since: fc.integer({ min: -30, max: 1 }).map((days) => about.add({ days }).toString()),
    until: fc.oneof(fc.constant(null), anyDay(about)),
    ...hours,
    except: fc.array(fc.oneof(fc.record({ on: anyDay(about) }), fc.record({ on: anyDay(about), ...hours })), {
      maxLength: 3,
    }),
  });
}

function anyStretch(about: Temporal.PlainDate) {
  return fc
    .tuple(fc.integer({ min: -200, max: 250 }), fc.integer({ min: 1, max: 60 }))
    .map(([start, length]) => ({ from: wall(about, start), to: wall(about, start + length) }));
}

function anyBusy(zone: string, about: Temporal.PlainDate) {
  return fc
    .tuple(fc.integer({ min: -1500, max: 4000 }), fc.integer({ min: 5, max: 90 }), fiveMinutes(30), fiveMinutes(30))
    .map(([start, length, bufferBeforeMin, bufferAfterMin]) => ({
      from: exact(zone, about, start),
      to: exact(zone, about, start + length),
      bufferBeforeMin,
      bufferAfterMin,
    }));
}

function wall(about: Temporal.PlainDate, quarters: number): string {
  return about
    .toPlainDateTime()
    .add({ minutes: quarters * 15 })
    .toString({ smallestUnit: "minute" });
}

function exact(zone: string, about: Temporal.PlainDate, minutes: number): string {
  return about.toZonedDateTime(zone).add({ minutes }).toString({ timeZoneName: "never", smallestUnit: "minute" });
}

function clockFace(quarters: number): string {
  return Temporal.PlainTime.from("00:00")
    .add({ minutes: quarters * 15 })
    .toString({ smallestUnit: "minute" });
}
