import { MailRefused } from "../platform/mail.ts";
import { fitForSms } from "../platform/sms-text.ts";
import { TextRefused } from "../platform/sms-texter.ts";
import { canTakeTexts } from "./mobile.ts";
import type { Notice, Receipt, Sender, TextNotice } from "./notice.ts";

/** How it went, as the receipt says: codes, never what a server wrote, which repeats the address. */
export interface End {
  status: Receipt | "sending";
  because: string | null;
  /** How the network names it. */
  providerReference?: string | null;
  error?: unknown;
}

/** The receipt it leaves under. */
interface Kept {
  messageId: string;
  decidedAt: Temporal.Instant;
}

/** Hands the notice over to the mail server or to the network of texts, unless there is a reason not to. */
export async function leave(sender: Sender, notice: Notice, kept: Kept): Promise<End> {
  const reason = reasonNotTo(sender, notice);
  if (reason) return { status: "not-sent", because: reason };
  try {
    const { providerReference } =
      notice.channel === "sms" ? await text(sender, notice, kept) : await mail(sender, notice, kept);
    return { status: "sent", because: null, providerReference };
  } catch (error) {
    if (error instanceof MailRefused || error instanceof TextRefused)
      return { status: "failed", because: `refused-${error.code ?? "address"}` };
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    const because = `deferred-${responseCode ?? code ?? "unknown"}`;
    return { status: notice.lastTry ? "failed" : "sending", because, error };
  }
}

function reasonNotTo({ now, texter }: Sender, notice: Notice): string | null {
  if (notice.isUnwanted) return "preference";
  if (notice.notAfter && Temporal.Instant.compare(now(), notice.notAfter) > 0) return "late";
  if (notice.channel !== "sms") return null;
  if (!texter) return "sms-off";
  return canTakeTexts(notice.recipient) ? null : "no-mobile";
}

async function mail({ mailer }: Sender, notice: Exclude<Notice, TextNotice>, { messageId, decidedAt: date }: Kept) {
  const { recipient: to, subject, html, text, replyTo, calendar } = notice;
  await mailer.send({ messageId, to, subject, html, text, replyTo, calendar, date });
  return { providerReference: null };
}

function text({ texter }: Sender, notice: TextNotice, { messageId: reference, decidedAt: date }: Kept) {
  const { recipient: to, notAfter } = notice;
  return texter!.send({ reference, to, text: fitForSms(notice.text).text, date, notAfter });
}
