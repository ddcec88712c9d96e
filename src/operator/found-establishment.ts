import { sql } from "kysely";
import { type FoundRefusal, foundEstablishment, type NewEstablishment } from "../establishments/found.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { writeInvitation } from "../team/invite-colleague.ts";
import type { OperatorActor } from "./operator.ts";

export interface Foundation {
  establishment: NewEstablishment;
  /** Who will set it up. */
  manager: { name: string; email: string };
  /** SECRET: links are made with it. */
  secret: string;
  by: OperatorActor;
  now: Temporal.Instant;
}

export type FoundationOutcome = { done: true; establishmentId: string } | { done: false; because: FoundRefusal };

/** Founds an establishment and invites its first manager, who sets everything else up: both or neither. */
export async function foundWithManager(
  db: Db,
  { establishment, manager, secret, by, now }: Foundation,
): Promise<FoundationOutcome> {
  return asActor(db, by, async (tx) => {
    const founded = await foundEstablishment(tx, establishment);
    if (!founded.done) return founded;
    const { establishmentId } = founded;
    await inviteManagerWithin(tx, { establishmentId, manager, secret, now });
    await sql`select told_by_operator(${establishmentId}, ${newId()}, ${now})`.execute(tx);
    return founded;
  });
}

/** Another manager for an establishment that has none who answers. False: there is no such establishment. */
export async function inviteManager(
  db: Db,
  { establishmentId, by, ...rest }: Omit<Foundation, "establishment"> & { establishmentId: string },
): Promise<boolean> {
  return asActor(db, by, async (tx) => {
    const found = await tx
      .selectFrom("establishment")
      .select("id")
      .where("id", "=", establishmentId)
      .executeTakeFirst();
    if (!found) return false;
    await inviteManagerWithin(tx, { establishmentId, ...rest });
    return true;
  });
}

function inviteManagerWithin(
  tx: Parameters<typeof writeInvitation>[0],
  {
    establishmentId,
    manager,
    secret,
    now,
  }: Pick<Foundation, "manager" | "secret" | "now"> & { establishmentId: string },
) {
  const rights = { role: "manager" as const, practitionerId: null, agendas: "all" as const };
  return writeInvitation(tx, secret, { ...manager, establishmentId, invitedBy: null, rights, now });
}
