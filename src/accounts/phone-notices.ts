import { codeText } from "../notices/code-text.ts";
import { canTakeTexts } from "../notices/mobile.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import type { Language } from "../platform/web.ts";
import { dayAndHour, phone as readable } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";
import { phoneCode, phoneCodeMinutes } from "./phone-change.ts";

type About = { changeId: string };
type Attempt = { lastTry: boolean };

/** Sends the code that confirms a phone. One that a newer code replaced is left alone. */
export async function textPhoneCode(
  sender: Sender & { secret: string },
  { changeId }: About,
  { lastTry }: Attempt,
): Promise<void> {
  const change = await changeOf(sender, changeId);
  if (!change || change.confirmedAt || change.newerId) return;
  const { userId, phone: recipient, language, expiresAt: notAfter } = change;
  const code = phoneCode(sender.secret, changeId);
  await sendNotice(sender, {
    ...{ channel: "sms", occasion: `phone-code:${changeId}`, kind: "phone-code", recipient, language, userId },
    text: codeText({ code, minutes: phoneCodeMinutes, language, publicUrl: sender.publicUrl }),
    ...{ zone: null, notAfter, lastTry },
  });
}

/** Tells the account's address that the phone is another one now. */
export async function mailPhoneChanged(sender: Sender, { changeId }: About, { lastTry }: Attempt): Promise<void> {
  const change = await changeOf(sender, changeId);
  if (!change?.confirmedAt) return;
  const { userId, email: recipient, language } = change;
  const letter = changedLetter(change, change.confirmedAt, sender);
  await sendNotice(sender, {
    ...{ occasion: `phone-changed:${changeId}`, kind: "phone-changed", recipient, language, userId, lastTry },
    ...{ subject: letter.subject, ...renderMail(letter) },
  });
}

/** Tells the old phone, where codes went until then. */
export async function textOldPhone(sender: Sender, { changeId }: About, { lastTry }: Attempt): Promise<void> {
  const change = await changeOf(sender, changeId);
  if (!change?.oldPhone || change.oldPhone === change.phone || !sender.texter || !canTakeTexts(change.oldPhone)) return;
  const { userId, oldPhone: recipient, language } = change;
  await sendNotice(sender, {
    ...{ channel: "sms", occasion: `phone-changed:${changeId}`, kind: "phone-changed", recipient, language, userId },
    ...{ text: wordsIn(language, "accounts")("text.phoneChanged"), zone: null, lastTry },
  });
}

async function changeOf({ db }: Sender, id: string) {
  return asKeeper(db, (tx) =>
    tx
      .selectFrom("auth.phoneChange as change")
      .innerJoin("auth.user as user", "user.id", "change.userId")
      .select(["change.userId", "change.phone", "oldPhone", "expiresAt", "confirmedAt", "user.email", "user.language"])
      .select((from) =>
        from
          .selectFrom("auth.phoneChange as newer")
          .whereRef("newer.userId", "=", "change.userId")
          .whereRef("newer.id", ">", "change.id")
          .select("newer.id")
          .limit(1)
          .as("newerId"),
      )
      .where("change.id", "=", id)
      .executeTakeFirst(),
  );
}

function changedLetter(
  { phone, language }: { phone: string; language: Language },
  changedAt: Temporal.Instant,
  { publicUrl, now }: Sender,
): Mail {
  const t = wordsIn(language, "accounts");
  const at = dayAndHour(changedAt, homeZone, now(), language);
  return {
    language,
    subject: t("mail.phoneChanged.subject"),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [t("mail.phoneChanged.opening", { phone: maskedPhone(phone), at }), t("mail.wasYou")],
    button: { label: t("mail.notMe"), href: publicUrl + paths.recovery() },
    closing: [t("mail.phoneChanged.notYou")],
    small: [t("mail.automatic")],
  };
}

/** « 06 •• •• •• 34 » : enough for its owner. */
function maskedPhone(e164: string): string {
  const digits = readable(e164);
  const shown = (index: number) => index < 2 || index >= digits.length - 2;
  return [...digits].map((character, index) => (/\d/.test(character) && !shown(index) ? "•" : character)).join("");
}
