import type { Insertable } from "kysely";
import { paths } from "../src/paths.ts";
import { invitePatient, type PatientPost, patientInvitationLimits } from "../src/patients/invite-patient.ts";
import { asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import type { DB } from "../src/platform/schema.ts";
import type { Browser } from "./browser.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** What the Cabinet du Cerf-Volant noted of Odette, by telephone. */
export const odette = {
  birthName: "Roussel",
  nameUsed: "Perrin",
  firstNames: "Odette, Jeanne",
  birthDate: Temporal.PlainDate.from("1939-04-12"),
  sex: "F" as const,
  phone: "+33639981212",
  email: "Odette.Perrin@exemple.fr",
};
/** The same as she says it. */
export const saying = { birthDate: "12/04/1939" };
export const wrong = { birthDate: "13/04/1939" };
/** What she would answer once the form is there, filled in as it is. */
export const herAnswer = {
  faire: "activer",
  password: "tasse-Lune-47-vélo",
  ...{ birthName: "Roussel", nameUsed: "Perrin", firstNames: "Odette, Jeanne", sex: "F", phone: "06 39 98 12 12" },
};

/** A file that Sami opened; gives its id. */
export async function fileOf(
  { db, cast }: World,
  who: Partial<Insertable<DB["patient"]>> = {},
  by: "sami" | "max" = "sami",
): Promise<string> {
  const id = newId();
  const { establishmentId } = cast[by].by;
  await asActor(db, cast[by].by, (tx) =>
    tx
      .insertInto("patient")
      .values({ ...odette, ...who, id, establishmentId, createdBy: "staff" })
      .execute(),
  );
  return id;
}

export function postOf({ app }: World): PatientPost {
  return { secret: app.auth.secret, limits: patientInvitationLimits(app.auth.pool) };
}

/** Sami invites; the outcome of the verb. */
export function inviteTo(world: World, patientId: string, by: "sami" | "lou" | "max" = "sami") {
  const { db, cast, clock } = world;
  return invitePatient(db, postOf(world), { patientId, language: "fr", by: cast[by].by, now: clock.now() });
}

/** The same, and the link of the mail. */
export async function linkTo(world: World, patientId: string): Promise<string> {
  const outcome = await inviteTo(world, patientId);
  if (!outcome.done) throw new Error(`not invited: ${outcome.because}`);
  await world.drainJobs();
  return invitationLinkIn(world.mails);
}

/** The link in the newest of these mails. */
export function invitationLinkIn(mails: { text: string }[]): string {
  const address = /http:\/\/localhost:3000(\/invitation\/\S+)/.exec(mails.at(-1)!.text);
  if (!address) throw new Error("no link in this mail");
  return address[1]!;
}

/** Says the birth date, and gives the page that follows. */
export async function sayAndLook(browser: Browser, link: string, said: Record<string, string> = saying) {
  const answer = await browser.post(link, said);
  if (answer.status !== 303) throw new Error(`not believed: ${answer.status}`);
  return browser.get(link);
}

/** An appointment the practice made for this file, as Ada's but for whom it is. */
export async function appointmentOf({ ownerDb, appointment }: World, patientId: string): Promise<string> {
  const adas = await ownerDb
    .selectFrom("appointment")
    .selectAll()
    .where("id", "=", appointment.id)
    .executeTakeFirstOrThrow();
  const id = newId();
  const startsAt = adas.startsAt.add({ hours: 24 });
  await ownerDb
    .insertInto("appointment")
    .values({
      ...adas,
      ...{
        id,
        patientId,
        startsAt,
        endsAt: adas.endsAt.add({ hours: 24 }),
        startsLocal: adas.startsLocal.add({ days: 1 }),
      },
      ...{ origin: "staff", holdId: null },
    })
    .execute();
  return id;
}

/** What happened to a file, in order, and who did it. */
export async function eventsOf({ ownerDb }: World, patientId: string): Promise<string[][]> {
  const events = await ownerDb
    .selectFrom("event")
    .select(["kind", "actorKind"])
    .where("patientId", "=", patientId)
    .where("isLook", "=", false)
    .orderBy("happenedAt")
    .execute();
  return events.map(({ kind, actorKind }) => [kind, actorKind]);
}

/** Whom a file is linked to. */
export async function personOf({ ownerDb }: World, patientId: string): Promise<string | null> {
  const file = await ownerDb
    .selectFrom("patient")
    .select("personId")
    .where("id", "=", patientId)
    .executeTakeFirstOrThrow();
  return file.personId;
}

/** Where whoever is in goes first. */
export const inside = paths.myAppointments();
