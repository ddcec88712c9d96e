import { asActor } from "../platform/actor.ts";
import type { Now } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { type CalendarPart, type Mailer, MailRefused } from "../platform/mail.ts";
import type { Language } from "../platform/web.ts";

/** What sending needs. */
export interface Sender {
  db: Db;
  mailer: Mailer;
  /** The address people type: its host ends the Message-IDs. */
  publicUrl: string;
  now: Now;
}

/** A mail about one occasion, for one address. Nothing medical in it: not the reason, not the specialty. */
export interface MailNotice {
  /** What it is about, once for each address: the kind and the appointment's sequence, or whatever names it alone. */
  occasion: string;
  kind: string;
  /** Both, or none. */
  appointmentId?: string | undefined;
  establishmentId?: string | undefined;
  patientId?: string | undefined;
  userId?: string | undefined;
  recipient: string;
  language: Language;
  subject: string;
  html: string;
  text: string;
  replyTo?: string | undefined;
  calendar?: CalendarPart | undefined;
  /** After it the mail would come too late to be of use: it is not sent, and the receipt says so. */
  notAfter?: Temporal.Instant | undefined;
  /** Nobody will try again: a failure that might have passed is final. */
  lastTry?: boolean | undefined;
}

export type Receipt = "sent" | "failed" | "not-sent";

/** It did not leave and might do so later: whoever called tries again. The receipt says why meanwhile. */
export class MailDeferred extends Error {
  override name = "MailDeferred";
}

/** Sends the mail about this occasion exactly once, and keeps a receipt.
 *
 * First it is decided and committed; then it leaves, under a Message-ID that never changes; then the receipt is written. A process
 * killed before it left sends it when it tries again; killed between the server's answer and the receipt, it repeats it once under
 * the same Message-ID. Two at the same moment: the second waits for the first and sends nothing. What the server refuses for good
 * is `failed`; what it may take later throws MailDeferred. */
export async function sendNotice(sender: Sender, notice: MailNotice): Promise<Receipt> {
  const id = await asActor(sender.db, inTheirName, (tx) => decide(tx, notice, sender));
  const { status, because, error } = await asActor(sender.db, inTheirName, (tx) => leaveLocked(tx, id, notice, sender));
  if (status === "sending") throw new MailDeferred(because ?? "", { cause: error });
  return status;
}

const inTheirName = { kind: "system", job: "notices" } as const;

/** The receipt of this occasion, made now or found; one more attempt is counted before anything leaves. */
async function decide(tx: Tx, notice: MailNotice, { now, publicUrl }: Sender): Promise<string> {
  const id = newId();
  await tx
    .insertInto("notice")
    .values({
      id,
      kind: notice.kind,
      channel: "mail",
      recipient: notice.recipient,
      language: notice.language,
      occasion: notice.occasion,
      messageId: `<${id}@${new URL(publicUrl).hostname}>`,
      status: "sending",
      decidedAt: now(),
      establishmentId: notice.establishmentId ?? null,
      appointmentId: notice.appointmentId ?? null,
      patientId: notice.patientId ?? null,
      userId: notice.userId ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id: kept } = await tx
    .updateTable("notice")
    .set((row) => ({ attempts: row("attempts", "+", row.case().when("status", "=", "sending").then(1).else(0).end()) }))
    .where("channel", "=", "mail")
    .where("occasion", "=", notice.occasion)
    .where("recipient", "=", notice.recipient)
    .where("appointmentId", "is not distinct from", notice.appointmentId ?? null)
    .returning("id")
    .executeTakeFirstOrThrow();
  return kept;
}

/** How it went, as the receipt says: codes, never what a server wrote, which repeats the address. */
interface End {
  status: Receipt | "sending";
  because: string | null;
}

/** The receipt stays locked while the mail leaves. (asActor() starts again after a deadlock; one row, locked first, makes none.) */
async function leaveLocked(tx: Tx, id: string, notice: MailNotice, sender: Sender): Promise<End & { error?: unknown }> {
  const kept = await tx
    .selectFrom("notice")
    .select(["status", "messageId", "decidedAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (kept.status !== "sending") return { status: kept.status, because: null };

  const { error, ...end } = await leave(sender, notice, kept);
  const sentAt = end.status === "sent" ? sender.now() : null;
  await tx
    .updateTable("notice")
    .set({ status: end.status, because: end.because, sentAt })
    .where("id", "=", id)
    .execute();
  return { ...end, error };
}

async function leave(
  { mailer, now }: Sender,
  notice: MailNotice,
  { messageId, decidedAt }: { messageId: string; decidedAt: Temporal.Instant },
): Promise<End & { error?: unknown }> {
  const { recipient: to, subject, html, text, replyTo, calendar, notAfter, lastTry } = notice;
  if (notAfter && Temporal.Instant.compare(now(), notAfter) > 0) return { status: "not-sent", because: "late" };
  try {
    await mailer.send({ messageId, to, subject, html, text, replyTo, calendar, date: decidedAt });
    return { status: "sent", because: null };
  } catch (error) {
    if (error instanceof MailRefused) return { status: "failed", because: `refused-${error.code ?? "address"}` };
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    return { status: lastTry ? "failed" : "sending", because: `deferred-${responseCode ?? code ?? "unknown"}`, error };
  }
}
