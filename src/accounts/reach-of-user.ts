import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Recipient } from "./mail-of-user.ts";

/** Where notices reach someone: the address, and the phone once it is confirmed. */
export interface Reach extends Recipient {
  /** E.164. */
  phone: string | null;
}

/** How to reach a user, or null when she has gone; for transactions of jobs only. */
export async function reachOfUser(tx: Tx, userId: string): Promise<Reach | null> {
  const { rows } = await sql<Reach>`select * from auth.reach_of_user(${userId})`.execute(tx);
  return rows[0] ?? null;
}
