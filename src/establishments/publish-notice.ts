import { sql } from "kysely";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";
import { nextVersion } from "./notice-version.ts";

export interface Publication {
  by: Extract<Actor, { kind: "staff" }>;
  /** Markdown, the title first; French always, English if there is one. */
  bodies: { fr: string; en?: string };
  /** False: nothing of substance changed, so whoever read the version before need not read this one. */
  isInSubstance: boolean;
  now: Temporal.Instant;
}

export type PublishRefusal = "not-a-manager" | "no-title" | "too-long" | "too-often";
export type PublishOutcome = { done: true; version: string } | { done: false; because: PublishRefusal };

const longest = 40_000;

/** Publishes what a practice tells the patients whose files it answers for, in place of our standard words. Those who have a file there,
 * or speak for someone who has, are shown it once, at the gate; earlier versions stay. A manager's to do, nine times a day at most. */
export async function publishNotice(db: Db, { by, bodies, isInSubstance, now }: Publication): Promise<PublishOutcome> {
  const written = Object.entries(bodies) as [Language, string][];
  if (written.some(([, body]) => !/^\s*# +\S.*\n\s*\S/.test(body))) return { done: false, because: "no-title" };
  if (written.some(([, body]) => body.length > longest)) return { done: false, because: "too-long" };

  return asActor(db, by, async (tx) => {
    const { establishmentId } = by;
    const manager = await tx
      .selectFrom("staff")
      .select("id")
      .where("id", "=", by.staffId)
      .where("establishmentId", "=", establishmentId)
      .where("role", "=", "manager")
      .where("removedAt", "is", null)
      .executeTakeFirst();
    if (!manager) return { done: false, because: "not-a-manager" };
    await sql`select pg_advisory_xact_lock(hashtextextended(${establishmentId}, 5))`.execute(tx); // of two at once, one follows the other
    const last = await tx
      .selectFrom("establishmentNotice")
      .select(["version", "inSubstanceSince"])
      .where("establishmentId", "=", establishmentId)
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst();

    const publishedOn = now.toZonedDateTimeISO("Europe/Paris").toPlainDate();
    const version = nextVersion(last?.version ?? null, publishedOn);
    if (!version) return { done: false, because: "too-often" };
    const inSubstanceSince = isInSubstance || !last ? version : last.inSubstanceSince;
    await tx
      .insertInto("establishmentNotice")
      .values(
        written.map(([language, body]) => ({
          ...{ establishmentId, version, language, body, inSubstanceSince, publishedOn },
        })),
      )
      .execute();
    return { done: true, version };
  });
}
