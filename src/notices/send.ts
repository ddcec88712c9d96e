import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { decentHours, isDecent } from "./hours.ts";
import { type End, leave } from "./leave.ts";
import { type Matter, type Notice, NoticeDeferred, type Receipt, type Sender } from "./notice.ts";

export { NoticeDeferred, type Sender };

/** Sends the notice about this occasion exactly once, and keeps a receipt.
 *
 * First it is decided and committed; then it leaves, under a reference (of a mail, its Message-ID) that never changes; then the receipt is
 * written. A process killed before it left sends it when it tries again; killed between the server's answer and the receipt, it
 * repeats it once under the same reference. Two at the same moment: the second waits for the first and sends nothing. What the server
 * refuses for good is `failed`; what it may take later throws NoticeDeferred. */
export async function sendNotice(sender: Sender, notice: Notice): Promise<Receipt> {
  refuseNight(notice, sender.now());
  const id = await asActor(sender.db, inTheirName, (tx) => decide(tx, notice, sender));
  const { status, because, error } = await asActor(sender.db, inTheirName, (tx) => leaveLocked(tx, id, notice, sender));
  if (status === "sending") throw new NoticeDeferred(because ?? "", { cause: error });
  return status;
}

const inTheirName = { kind: "system", job: "notices" } as const;

/** Texts ring: whoever writes one waits for the morning (hours.ts). This is the second lock. */
function refuseNight(notice: Notice, now: Temporal.Instant): void {
  if (notice.channel !== "sms" || notice.zone === null || notice.isUnwanted) return;
  if (!isDecent(now, notice.zone, decentHours.sms)) throw new NoticeDeferred("night");
}

/** The receipt of this occasion, made now or found; one more attempt is counted before anything leaves. */
async function decide(tx: Tx, notice: Notice, sender: Sender): Promise<string> {
  await tx
    .insertInto("notice")
    .values(receiptOf(notice, notice, sender))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id } = await tx
    .updateTable("notice")
    .set((row) => ({
      attempts: row("attempts", "+", row.case().when("status", "=", "sending").then(1).else(0).end()),
      toldWith: row.case().when("status", "=", "sending").then(null).else(row.ref("toldWith")).end(),
    }))
    .where("channel", "=", notice.channel ?? "mail")
    .where("occasion", "=", notice.occasion)
    .where("recipient", "=", notice.recipient)
    .where("appointmentId", "is not distinct from", notice.appointmentId ?? null)
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const matter of alsoAbout(notice)) {
    await tx
      .insertInto("notice")
      .values({ ...receiptOf(notice, matter, sender), toldWith: id })
      .onConflict((conflict) =>
        conflict
          .columns(["appointmentId", "occasion", "channel", "recipient"])
          .where("appointmentId", "is not", null)
          .doUpdateSet({ toldWith: id })
          .where("notice.status", "=", "sending"),
      )
      .execute();
  }
  return id;
}

function receiptOf(notice: Notice, about: Matter, { now, publicUrl }: Sender) {
  const { kind, recipient, language, channel = "mail" } = notice;
  const id = newId();
  return {
    ...{ id, kind, channel, recipient, language, occasion: about.occasion },
    messageId: channel === "mail" ? `<${id}@${new URL(publicUrl).hostname}>` : id,
    status: "sending" as const,
    decidedAt: now(),
    establishmentId: about.establishmentId ?? null,
    appointmentId: about.appointmentId ?? null,
    patientId: about.patientId ?? null,
    userId: notice.userId ?? null,
  };
}

/** The receipt stays locked while the notice leaves. (asActor() starts again after a deadlock; one row, locked first, makes none.) */
async function leaveLocked(
  tx: Tx,
  id: string,
  notice: Notice,
  sender: Sender,
): Promise<Pick<End, "status" | "because" | "error">> {
  const kept = await tx
    .selectFrom("notice")
    .select(["status", "messageId", "decidedAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (kept.status !== "sending") return { status: kept.status, because: null };

  const { status, because, error, providerReference } = await leave(sender, notice, kept);
  const end = { status, because, sentAt: status === "sent" ? sender.now() : null };
  await tx
    .updateTable("notice")
    .set({ ...end, providerReference: providerReference ?? null })
    .where("id", "=", id)
    .execute();
  const others = tx.updateTable("notice").where("toldWith", "=", id).where("status", "=", "sending");
  const told = alsoAbout(notice).flatMap(({ appointmentId }) => appointmentId ?? []);
  if (told.length > 0) await others.set(end).where("appointmentId", "in", told).execute();
  if (status !== "sending") await others.set({ status: "not-sent", because: "gone" }).execute(); // since it was first tried
  return { status, because, error };
}

function alsoAbout(notice: Notice): Matter[] {
  return notice.channel === "sms" ? (notice.alsoAbout ?? []) : [];
}
