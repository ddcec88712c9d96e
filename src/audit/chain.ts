import { type Digest, headOf, type Line, newDigest, noHead, type Seal } from "./seal.ts";

/** What is wrong in a chain.
 *
 * - line-changed, line-missing, line-added: of the lines that a seal covers;
 * - line-unsealed: it stands where all had been sealed: it was slipped in, or its seal was taken away;
 * - line-backdated: it says that it was recorded when all of that time had been sealed;
 * - seal-changed, seal-missing: of the chain itself; another-head: not the one that was kept elsewhere;
 * - erased-too-early: less than a year old. */
export type Fault =
  | "line-changed"
  | "line-missing"
  | "line-added"
  | "line-unsealed"
  | "line-backdated"
  | "seal-changed"
  | "seal-missing"
  | "another-head"
  | "erased-too-early";

/** The seals of one establishment, as far as they were read. */
export interface Chain {
  /** Null: of the lines that concern no establishment. */
  establishmentId: string | null;
  seals: number;
  lines: number;
  sealedUntil: Temporal.Instant | null;
  /** The first fault; null when the chain is whole. `seal`: the number of the seal that does not hold, or null when no seal is to blame yet. */
  broken: { seal: number | null; sealedAt: Temporal.Instant | null; because: Fault } | null;
  /** Of its last seal. */
  number: number;
  head: string;
  /** Of the lines after its last seal. */
  digest: Digest;
  isBackdated: boolean;
}

export function newChain(establishmentId: string | null): Chain {
  const start = { seals: 0, lines: 0, sealedUntil: null, broken: null, number: 0, head: noHead };
  return { establishmentId, ...start, ...nothingRead() };
}

/** Tells the chain its next line. `sealed`: until when everything was sealed before. */
export function addLine(chain: Chain, line: Line, sealed: Temporal.Instant | null): void {
  chain.digest.add(line);
  chain.lines += 1;
  if (sealed && isBefore(line.recordedAt, sealed.subtract({ seconds: clockSkewS }))) chain.isBackdated = true;
}

/** Tells the chain its next seal, which covers the lines told since the one before. */
export function addSeal(chain: Chain, seal: Seal, keptHead: string | undefined): void {
  const isAnother = keptHead !== undefined && keptHead !== seal.headSha256;
  const because = faultOf(chain, seal) ?? (isAnother ? "another-head" : null);
  if (because) blame(chain, because, because === "seal-missing" ? { number: chain.number + 1 } : seal);
  const { number, headSha256: head, sealedUntil } = seal;
  Object.assign(chain, { number, head, sealedUntil, seals: chain.seals + 1, ...nothingRead() });
}

/** Everything up to here has been sealed: lines that no seal covered should not be here. */
export function endOfSeals(chain: Chain, { sealedAt }: Pick<Seal, "sealedAt">): void {
  if (chain.digest.rows() === 0) return;
  blame(chain, "line-unsealed", { number: chain.number + 1, sealedAt });
  Object.assign(chain, nothingRead());
}

/** The first fault counts: what follows from it says nothing more. */
export function blame(chain: Chain, because: Fault, seal: Partial<Pick<Seal, "number" | "sealedAt">> = {}): void {
  chain.broken ??= { seal: seal.number ?? null, sealedAt: seal.sealedAt ?? null, because };
}

/** What is wrong with this seal, the next one of this chain; null when nothing is. */
function faultOf(chain: Chain, seal: Seal): Fault | null {
  if (headOf(seal) !== seal.headSha256) return "seal-changed";
  if (seal.erasedAt && chain.seals === 0) return faultOfBeginning(chain, seal, seal.erasedAt);
  if (seal.number !== chain.number + 1) return "seal-missing";
  if (seal.previousSha256 !== chain.head) return "seal-changed";
  if (chain.digest.rows() < seal.rows) return "line-missing";
  if (chain.digest.rows() > seal.rows) return "line-added";
  if (chain.digest.sha256() !== seal.rowsSha256) return "line-changed";
  return chain.isBackdated ? "line-backdated" : null;
}

/** Where the lines before were too old to be kept. */
function faultOfBeginning({ digest }: Chain, { sealedUntil }: Seal, erasedAt: Temporal.Instant): Fault | null {
  if (isBefore(erasedAt, sealedUntil.add({ hours: 24 * 365 }))) return "erased-too-early";
  return digest.rows() > 0 ? "line-added" : null;
}

/** The clocks of servers that take over from one another differ a little. */
const clockSkewS = 60;

function nothingRead() {
  return { digest: newDigest(), isBackdated: false };
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}
