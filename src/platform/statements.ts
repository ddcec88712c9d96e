import { createHash } from "node:crypto";
import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import type pg from "pg";
import { isOutdatedPlan } from "./errors.ts";

/** How statements travel to PostgreSQL: a driver of Kysely over a pool of `pg`.
 *
 * - With `prepare`, each is a named prepared statement: a connection has it parsed, and mostly planned, once. Texts of our own without
 *   parameters are not, since they may hold several statements.
 * - `begin`, and the `set local` that say who acts (actor.ts), wait for the first statement and travel with it: two round trips fewer. A
 *   transaction that asks nothing never begins. */
export function statementsOver(pool: pg.Pool, { prepare }: { prepare: boolean }): Driver {
  const nameOf = prepare ? statementNames() : null;
  return {
    init: async () => {},
    destroy: () => pool.end(),
    acquireConnection: async () => new Session(await pool.connect(), nameOf),
    releaseConnection: async (session: Session) => session.release(),
    beginTransaction: async (session: Session, settings) => session.begin(settings),
    commitTransaction: (session: Session) => session.commit(),
    rollbackTransaction: (session: Session) => session.rollback(),
  };
}

/** A connection while it is lent out. */
class Session implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #names: StatementNames | null;
  /** The beginning of a transaction, until it is sent. */
  #beginning: string | null = null;
  /** A transaction failed: what was still waiting for its turn would be done outside of it, as whoever signed in. */
  #isOver = false;
  /** It is closed when it is given back. */
  #isSpoilt = false;

  constructor(client: pg.PoolClient, names: StatementNames | null) {
    this.#client = client;
    this.#names = names;
  }

  begin({ isolationLevel, accessMode }: TransactionSettings) {
    const level = isolationLevel && `isolation level ${isolationLevel}`;
    this.#beginning = ["begin", level, accessMode].filter(Boolean).join(" ");
  }

  async commit(): Promise<void> {
    if (this.#forgetBeginning()) return;
    const { command } = await this.#client.query("commit");
    if (command === "ROLLBACK") throw new AbortedTransactionError(); // an earlier statement failed, and whoever asked it went on
  }

  /** Never fails, so that what made it necessary is what is heard: where it cannot be said, the connection is closed instead. */
  async rollback(): Promise<void> {
    this.#isOver = true;
    if (this.#forgetBeginning()) return;
    this.#isSpoilt = await this.#client.query("rollback").then(
      () => false,
      () => true,
    );
  }

  release() {
    this.#client.release(this.#isSpoilt);
  }

  async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#isOver) throw new Error("This transaction is over.");
    const mayBeSeveral = query.kind === "RawNode" && parameters.length === 0;
    if (this.#beginning && mayBeSeveral && sql.startsWith("set local ")) {
      this.#beginning += `; ${sql}`;
      return { rows: [] };
    }
    const begun = this.#sendBeginning();
    const answered = mayBeSeveral ? this.#client.query(sql) : this.#sendOne(sql, [...parameters]);
    const [answer] = await Promise.all([answered, begun]);
    const { command, rowCount, rows } = lastOf(answer);
    const changes = ["INSERT", "UPDATE", "DELETE", "MERGE"].includes(command);
    return { rows: rows as R[], ...(changes && { numAffectedRows: BigInt(rowCount ?? 0) }) };
  }

  // biome-ignore lint/correctness/useYield: Kysely wants it, nobody asks it
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error("Rows are not streamed.");
  }

  async #sendBeginning(): Promise<void> {
    const beginning = this.#forgetBeginning();
    if (!beginning) return;
    try {
      await this.#client.query(beginning);
    } catch (error) {
      this.#isOver = true;
      throw error;
    }
  }

  async #sendOne(text: string, values: unknown[]): Promise<pg.QueryResult> {
    if (!this.#names) return this.#client.query(text, values);
    try {
      return await this.#client.query({ ...this.#names.of(text), values });
    } catch (error) {
      if (isOutdatedPlan(error)) this.#names.renew();
      throw error;
    }
  }

  #forgetBeginning(): string | null {
    const beginning = this.#beginning;
    this.#beginning = null;
    return beginning;
  }
}

/** Several statements in one text bring several results, which the driver's types do not say. */
function lastOf(results: pg.QueryResult | pg.QueryResult[]): pg.QueryResult {
  return Array.isArray(results) ? results.at(-1)! : results;
}

/** What the server knows each statement by, and its text: the same on every connection. */
interface StatementNames {
  of(text: string): { name?: string; text: string };
  /** From now on every statement is another one to the server, as when a migration changed what the prepared ones answer. */
  renew(): void;
}

/** Statements named at most on one connection. Ours are a few hundred; a text that is never the same twice would fill the server's memory. */
const most = 1000;

function statementNames(): StatementNames {
  const named = new Map<string, { name: string; text: string }>();
  let age = 0;
  return {
    of(text) {
      const known = named.get(text);
      if (known) return known;
      if (named.size === most) return { text };
      const aged = age === 0 ? text : `${text} /* ${age} */`; // PgBouncer goes by the text, not by our name
      const name = createHash("sha256").update(aged).digest("base64url").slice(0, 20);
      named.set(text, { name, text: aged });
      return { name, text: aged };
    },
    renew() {
      age += 1;
      named.clear();
    },
  };
}
