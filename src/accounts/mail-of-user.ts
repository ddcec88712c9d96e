import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";

/** Whom a notice is written to, how, and in which language. */
export interface Recipient {
  email: string;
  name: string;
  language: Language;
}

/** The address of a user, or null when she has gone; for transactions of jobs only. */
export async function mailOfUser(tx: Tx, userId: string): Promise<Recipient | null> {
  const { rows } = await sql<Recipient>`select * from auth.mail_of_user(${userId})`.execute(tx);
  return rows[0] ?? null;
}
