import { randomBytes } from "node:crypto";
import { createActiveUser } from "../src/accounts/activate.ts";
import { asKeeper } from "../src/accounts/keeper.ts";
import { addStaff } from "../src/establishments/add-staff.ts";
import type { StaffActor } from "../src/patients/files.ts";
import { invitePatient } from "../src/patients/invite-patient.ts";
import { type Actor, asActor } from "../src/platform/actor.ts";
import type { Db, Tx } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import type { Limiter } from "../src/platform/rate-limit.ts";
import { keeper } from "./accounts.ts";
import type { Visit } from "./busy-weeks.ts";
import { done } from "./done.ts";
import type { CerfVolant } from "./shared-practice.ts";

/** Odette Perrin rang: the secretary opened a file for her, with a visit to come. She has no account. */
export const odette = {
  ...{ birthName: "Roussel", nameUsed: "Perrin", firstNames: "Odette, Jeanne", sex: "F" as const },
  ...{ birthDate: Temporal.PlainDate.from("1939-04-12"), phone: "+33639984110", email: "odette.perrin@exemple.fr" },
};

/** Her file at the Cabinet du Cerf-Volant, and her visit. */
export async function odetteIsNoted(
  tx: Tx,
  { practice: { establishmentId, lune }, now }: { practice: CerfVolant; now: Temporal.Instant },
): Promise<Visit[]> {
  const patientId = newId();
  await tx
    .insertInto("patient")
    .values({ ...odette, id: patientId, establishmentId, isKnown: true, createdBy: "staff", createdAt: now })
    .execute();
  const around = now.add({ hours: 24 * 9 });
  return [{ practitionerId: lune.practitionerId, patientId, around, status: "booked", origin: "staff" }];
}

/** The secretary invites her, unless an invitation waits in the mailbox or was followed. Links are made with `secret`. */
export async function odetteIsInvited(
  db: Db,
  { secret, now }: { secret: string; now: Temporal.Instant },
): Promise<void> {
  const file = await asActor(db, theStory, (tx) => uninvited(tx, now));
  if (!file) return;
  const by = await secretaryOf(db, file.establishmentId);
  done(await invitePatient(db, { secret, limits }, { patientId: file.id, language: "fr", by, now }));
}

const theStory: Actor = { kind: "system", job: "demonstration" };

function uninvited(tx: Tx, now: Temporal.Instant) {
  return tx
    .selectFrom("patient")
    .select(["patient.id", "patient.establishmentId"])
    .where("patient.email", "=", odette.email)
    .where("patient.createdBy", "=", "staff")
    .where("patient.personId", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("patientInvitation")
            .select("patientInvitation.id")
            .whereRef("patientInvitation.patientId", "=", "patient.id")
            .where((row) => row.or([row("usedAt", "is not", null), row("expiresAt", ">", now)])),
        ),
      ),
    )
    .executeTakeFirst();
}

const secretary = { email: "secretariat.cerf-volant@exemple.fr", name: "Sabine Aubry" };

/** The secretary, made now unless she was made before. Nobody knows her password. */
export async function secretaryOf(db: Db, establishmentId: string): Promise<StaffActor> {
  const known = await asActor(db, theStory, (tx) =>
    tx
      .selectFrom("staff")
      .select(["id as staffId", "userId"])
      .where("establishmentId", "=", establishmentId)
      .where("role", "=", "secretary")
      .where("removedAt", "is", null)
      .executeTakeFirst(),
  );
  if (known?.userId) return { kind: "staff", establishmentId, staffId: known.staffId, userId: known.userId };
  const userId = await userOf(db);
  const { staffId } = await asActor(db, theStory, async (tx) =>
    done(await addStaff(tx, { establishmentId, userId, role: "secretary", agendas: "all" })),
  );
  return { kind: "staff", establishmentId, staffId, userId };
}

async function userOf(db: Db): Promise<string> {
  const known = await asKeeper(db, (tx) =>
    tx.selectFrom("auth.user").select("id").where("email", "=", secretary.email).executeTakeFirst(),
  );
  if (known) return known.id;
  const password = randomBytes(24).toString("base64url");
  return (await createActiveUser(db, keeper, { ...secretary, password })).userId;
}

/** A story is told at once. */
const unlimited: Limiter = {
  attempt: async () => ({ waitS: 0, before: 0, keys: { tries: "", turn: null }, takeBack: nothing, forget: nothing }),
  forget: nothing,
};
const limits = { toAddress: unlimited, fromEstablishment: unlimited };

async function nothing() {}
