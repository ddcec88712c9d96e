import { type Kysely, sql, type Transaction } from "kysely";
import { retryOnce } from "./errors.ts";
import type { DB } from "./schema.ts";

/** Who acts. Row-level security (migrations/) decides by it what a transaction may see and write. */
export type Actor = (
  | { kind: "anonymous"; visitor: string | null }
  | { kind: "user"; userId: string; visitor: string | null }
  /** Whoever came by the link of one appointment, and knows whose it is. */
  | { kind: "guest"; appointmentId: string }
  | { kind: "staff"; userId: string; staffId: string; establishmentId: string }
  | { kind: "system"; job: string }
) & { whence?: Whence | undefined };

/** From where someone acts: what the journal keeps of it, and no right rests upon. */
export interface Whence {
  /** By what she proved who she is. */
  proof: string | null;
  /** The neighbourhood of her network address. */
  network: string | null;
  /** Browser and system, such as `Firefox/Windows`. */
  client: string | null;
}

/** Someone nobody knows yet. */
export const nobody: Actor = { kind: "anonymous", visitor: null };

/** One transaction in the name of `actor`: the only way to the database for everything that is about a person.
 *
 * The web's actors take the role `amicare_web`, jobs the role `amicare_job`; neither owns a table nor passes by row-level security.
 * A deadlock or a serialisation failure is tried once more, so `work` must have no effect outside the transaction. */
export function asActor<T>(db: Kysely<DB>, actor: Actor, work: (tx: Transaction<DB>) => Promise<T>): Promise<T> {
  return retryOnce(() =>
    db.transaction().execute(async (tx) => {
      await sql.raw(identity(actor)).execute(tx);
      return work(tx);
    }),
  );
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const sha256 = /^[0-9a-f]{64}$/;
const whenceForm = /^[a-z-]*\|[0-9a-f.:/]*\|[A-Za-z ]*\/?[A-Za-z ]*$/;

/** Statements without parameters, so that they travel together; nothing but checked ids and literals enters them. */
function identity(actor: Actor): string {
  const settings: string[] = [`set local amicare.actor_kind = '${actor.kind}'`];
  const set = (name: string, value: string | null, form: RegExp) => {
    if (value === null) return;
    if (!form.test(value)) throw new TypeError(`${name} is not an identifier`);
    settings.push(`set local amicare.${name} = '${value}'`);
  };
  if (actor.kind === "user" || actor.kind === "staff") set("user_id", actor.userId, uuid);
  if (actor.kind === "anonymous" || actor.kind === "user") set("visitor", actor.visitor, sha256);
  if (actor.kind === "guest") set("appointment_id", actor.appointmentId, uuid);
  if (actor.kind === "staff") {
    set("staff_id", actor.staffId, uuid);
    set("establishment_id", actor.establishmentId, uuid);
  }
  if (actor.whence) set("whence", whenceAs(actor.whence), whenceForm);
  settings.push(`set local role ${actor.kind === "system" ? "amicare_job" : "amicare_web"}`);
  return settings.join("; ");
}

/** In the order in which actor_whence() (migrations/0019_journal.sql) reads it. */
function whenceAs({ proof, network, client }: Whence): string {
  return [proof, network, client].map((part) => part ?? "").join("|");
}
