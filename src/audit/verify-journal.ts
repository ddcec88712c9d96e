import { sql } from "kysely";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { addLine, addSeal, blame, type Chain, endOfSeals, newChain } from "./chain.ts";
import { type Line, linesBetween, type Seal } from "./seal.ts";

export interface Verification {
  /** Each with its first fault, if it has one. */
  chains: Chain[];
  /** Lines that wait for their seal. */
  waiting: { lines: number; since: Temporal.Instant | null };
}

/** The head of a chain. Kept elsewhere, it shows whether a whole chain was written anew. */
export type Head = Pick<Seal, "establishmentId" | "number" | "headSha256">;

/** Reads the whole journal in the order in which it was told and checks every chain. Its memory does not grow with the journal. */
export async function verifyJournal(db: Db, kept: readonly Head[] = []): Promise<Verification> {
  return asActor(db, inTheirName, async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx); // what is sealed or erased meanwhile is not seen
    return readThrough(tx, kept);
  });
}

async function readThrough(tx: Tx, kept: readonly Head[]): Promise<Verification> {
  const keptHeads = new Map(kept.map((head) => [keyOf(head), head.headSha256]));
  const chains = new Map<string, Chain>();
  const chainOf = ({ establishmentId }: Pick<Seal, "establishmentId">): Chain => {
    const chain = chains.get(`${establishmentId}`) ?? newChain(establishmentId);
    chains.set(`${establishmentId}`, chain);
    return chain;
  };
  const lines = everyLine(tx);
  let next = await lines.next();
  let sealed: Temporal.Instant | null = null;
  for await (const seals of everySeal(tx)) {
    const touched = new Set<Chain>();
    for (; !next.done && next.value.number <= seals[0].untilNumber; next = await lines.next()) {
      const chain = chainOf(next.value);
      addLine(chain, next.value, sealed);
      touched.add(chain);
    }
    for (const seal of seals) addSeal(chainOf(seal), seal, keptHeads.get(keyOf(seal)));
    for (const chain of touched) endOfSeals(chain, seals[0]);
    sealed = seals[0].sealedUntil;
  }
  const waiting: Verification["waiting"] = { lines: 0, since: null };
  for (; !next.done; next = await lines.next()) {
    const chain = chainOf(next.value);
    addLine(chain, next.value, sealed);
    if (chain.isBackdated) blame(chain, "line-backdated");
    waiting.lines += 1;
    waiting.since ??= next.value.recordedAt;
  }
  for (const head of kept) {
    const chain = chainOf(head);
    if (chain.number < head.number) blame(chain, "seal-missing", head);
  }
  return { chains: [...chains.values()], waiting };
}

/** The last head of every chain. */
export async function headsOfJournal(db: Db): Promise<Head[]> {
  const { rows } = await asActor(db, inTheirName, (tx) =>
    sql<Head>`select distinct on (establishment_id) establishment_id, number, head_sha256 from journal_seal
      order by establishment_id, number desc`.execute(tx),
  );
  return rows;
}

const inTheirName: Actor = { kind: "system", job: "journal" };

function keyOf({ establishmentId, number }: Pick<Seal, "establishmentId" | "number">): string {
  return `${establishmentId} ${number}`;
}

async function* everyLine(tx: Tx): AsyncGenerator<Line, void> {
  for (let after = 0; ; ) {
    const lines = await linesBetween(tx, { after, until: null });
    yield* lines;
    const last = lines.at(-1);
    if (!last) return;
    after = last.number;
  }
}

/** All seals in the order of what they cover, those together that reach to the same place. */
async function* everySeal(tx: Tx): AsyncGenerator<[Seal, ...Seal[]]> {
  let together: Seal[] = [];
  for await (const seal of sealsInOrder(tx)) {
    const [first, ...others] = together;
    if (first && first.untilNumber !== seal.untilNumber) {
      yield [first, ...others];
      together = [];
    }
    together.push(seal);
  }
  const [first, ...others] = together;
  if (first) yield [first, ...others];
}

async function* sealsInOrder(tx: Tx): AsyncGenerator<Seal> {
  const pageSeals = 1000;
  for (let last: Seal | undefined; ; ) {
    const after = last;
    const page = await tx
      .selectFrom("journalSeal")
      .selectAll()
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(until_number, id) > (${after?.untilNumber}, ${after?.id})`),
      )
      .orderBy("untilNumber")
      .orderBy("id")
      .limit(pageSeals)
      .execute();
    yield* page;
    last = page.at(-1);
    if (!last || page.length < pageSeals) return;
  }
}
