import { randomUUIDv7 } from "node:crypto";

/** A new UUIDv7 (RFC 9562): made here and not by the database, so that a row is named before it is written; it sorts by the millisecond it was made in. */
export function newId(): string {
  return randomUUIDv7();
}
