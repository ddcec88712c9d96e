import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Role } from "./desk.ts";

/** Someone who works at the acting manager's establishment, or did. */
export interface Colleague {
  staffId: string;
  /** Null: she left and closed her account. */
  name: string | null;
  email: string | null;
  role: Role;
  practitionerId: string | null;
  allAgendas: boolean;
  /** Without allAgendas: those she sees. */
  agendas: string[];
  removedAt: Temporal.Instant | null;
  /** She proves who she is by more than a mail. */
  hasStrongFactor: boolean;
  /** When she was last at her desk, in a session that is still open. */
  seenAt: Temporal.Instant | null;
}

/** All of them, those who left last; nobody for whoever manages nothing. */
export async function colleaguesOf(tx: Tx): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select staff.id as staff_id, colleagues.name, colleagues.email, staff.role, staff.practitioner_id, staff.all_agendas, staff.removed_at,
      colleagues.has_strong_factor, colleagues.seen_at,
      array(select practitioner_id from staff_agenda where staff_agenda.staff_id = staff.id) as agendas
    from colleagues() join staff on staff.id = colleagues.staff_id
    order by staff.removed_at nulls first, colleagues.name`.execute(tx);
  return rows;
}

/** An invitation of the house that waits for an answer. */
export interface PendingInvitation {
  id: string;
  email: string;
  name: string;
  role: Role;
  invitedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  /** Whether its mail left. */
  receipt: "sending" | "sent" | "failed" | "not-sent" | null;
}

/** Those nobody followed yet, the newest of each address, with what became of their mail. */
export async function pendingInvitations(tx: Tx, establishmentId: string): Promise<PendingInvitation[]> {
  const { rows } = await sql<PendingInvitation>`
    select distinct on (invitation.email) invitation.id, invitation.email, invitation.name, invitation.role, invitation.invited_at,
      invitation.expires_at,
      (select notice.status from notice where notice.occasion = 'staff-invitation:' || invitation.id::text limit 1) as receipt
    from staff_invitation invitation
    where establishment_id = ${establishmentId} and used_at is null and withdrawn_at is null
      and not exists (select from staff_invitation newer where newer.establishment_id = invitation.establishment_id
        and newer.email = invitation.email and newer.id > invitation.id)
    order by invitation.email, invitation.id desc`.execute(tx);
  return rows;
}
