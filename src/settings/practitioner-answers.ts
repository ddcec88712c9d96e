import { z } from "zod";
import { hasUsualKey, isRpps } from "../establishments/rpps.ts";
import { most } from "../establishments/rule-forms.ts";
import type { PractitionerSettings } from "../establishments/settings.ts";
import {
  delayFrom,
  delayNumber,
  delayTyped,
  delayUnit,
  key,
  line,
  number,
  tick,
  tickTyped,
  version,
} from "./answers.ts";
import { codesOf, isJob, jobValue } from "./jobs.ts";

export const titles = ["Dr", "Dre", "Pr", "Pre", "M.", "Mme", ""] as const;

const who = {
  title: z.enum(titles, "wrong.choose"),
  firstName: line("wrong.noFirstName", 80),
  lastName: line("wrong.noLastName", 80),
  job: z.string("wrong.noJob").refine(isJob, "wrong.noJob"),
  secondJob: z
    .string()
    .default("")
    .refine((value) => value === "" || isJob(value), "wrong.noJob"),
  rpps: z
    .string()
    .default("")
    .transform((text) => text.replace(/\s/g, ""))
    .refine((text) => text === "" || isRpps(text), "wrong.rpps"),
  /** The number is right, whatever its key says. */
  rppsAnyway: tick,
};

/** What is asked to begin with: the rest has sensible defaults. */
export const NewPractitionerForm = keyed(z.object({ ...who, key }));

/** Who a practitioner is, and by which rules one books with him. */
export const PractitionerForm = keyed(
  z.object({
    ...who,
    version,
    booksOnline: tick,
    acceptsNewPatients: tick,
    newPatientsPerDay: number(0, most, "wrong.number"),
    maxFutureAppointments: number(1, most, "wrong.atLeastOne"),
    blockedAfterMissed: number(1, most, "wrong.atLeastOne"),
    travelMin: number(0, 600, "wrong.travel"),
    cancelNotice: delayNumber,
    cancelNoticeUnit: delayUnit,
  }),
);

/** The key of an RPPS number is asked about, never refused: official examples do without. */
function keyed<Shape extends typeof who>(form: z.ZodObject<Shape>) {
  return form.refine(
    (answers) => {
      const { rpps, rppsAnyway } = answers as { rpps: string; rppsAnyway: boolean };
      return rpps === "" || rppsAnyway || hasUsualKey(rpps);
    },
    { path: ["rpps"], message: "wrong.rppsKey" },
  );
}

/** The columns of who someone is. */
export function identityFrom(
  {
    title,
    firstName,
    lastName,
    job,
    secondJob,
    rpps,
  }: Pick<z.output<typeof NewPractitionerForm>, "title" | "firstName" | "lastName" | "job" | "secondJob" | "rpps">,
  besides: readonly string[] = [],
) {
  const [first, second] = [codesOf(job), codesOf(secondJob)];
  const codes = [first.specialtyCode, second.specialtyCode, ...besides].filter((code) => code !== null);
  const specialtyCodes = [...new Set(codes)];
  return { title, firstName, lastName, rpps: rpps || null, professionCode: first.professionCode, specialtyCodes };
}

/** The columns of the rules of booking. */
export function rulesFrom(answers: z.output<typeof PractitionerForm>) {
  const { booksOnline, acceptsNewPatients, newPatientsPerDay, maxFutureAppointments, blockedAfterMissed } = answers;
  return {
    ...{ booksOnline, acceptsNewPatients, newPatientsPerDay, maxFutureAppointments, blockedAfterMissed },
    travelMin: answers.travelMin ?? 0,
    cancelNotice: delayFrom(answers.cancelNotice, answers.cancelNoticeUnit),
  };
}

/** What the fields show of someone who is there. */
export function typedOfPractitioner(one: PractitionerSettings): Record<string, string> {
  const [first, second] = one.specialtyCodes;
  const figure = (value: number | null) => (value === null ? "" : String(value));
  return {
    ...{ title: one.title, firstName: one.firstName, lastName: one.lastName, rpps: one.rpps ?? "" },
    ...tickTyped("rppsAnyway", one.rpps !== null && !hasUsualKey(one.rpps)),
    ...{ job: jobValue(one.professionCode, first), secondJob: second ? jobValue("", second) : "" },
    ...Object.fromEntries(one.siteIds.map((id) => [`site.${id}`, "on"])),
    ...tickTyped("booksOnline", one.booksOnline),
    ...tickTyped("acceptsNewPatients", one.acceptsNewPatients),
    newPatientsPerDay: figure(one.newPatientsPerDay),
    maxFutureAppointments: figure(one.maxFutureAppointments),
    blockedAfterMissed: figure(one.blockedAfterMissed),
    travelMin: one.travelMin === 0 ? "" : String(one.travelMin),
    ...delayTyped("cancelNotice", one.cancelNotice),
  };
}
