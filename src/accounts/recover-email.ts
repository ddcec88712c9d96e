import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { dayAndHour } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { mailActivationAgain } from "./activation-email.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";
import { codeInHalves, type Recovery, recoveryCode, recoveryOf, recoveryToken } from "./recovery.ts";

/** Writes to whoever forgot a password, in the account's language: a link to a new one, and a code that does the same on another
 * device. Whoever has yet to activate an account gets the mail for that again. Nothing leaves for an address nobody has, nor for a
 * request that was used, replaced, or came to its end. */
export async function mailRecovery(
  sender: Sender & { secret: string },
  { requestId }: { requestId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const recovery = await asKeeper(sender.db, (tx) => recoveryOf(tx, { id: requestId, now: sender.now() }));
  if (!recovery) return mailActivationInstead(sender, requestId, { lastTry });
  if (recovery.state !== "open") return;

  const letter = recoveryLetter(recovery, sender);
  const { email: recipient, language, userId, expiresAt: notAfter } = recovery;
  const occasion = `recovery:${requestId}`;
  await sendNotice(sender, {
    ...{ occasion, kind: "recovery", recipient, language, userId, notAfter, lastTry, subject: letter.subject },
    ...renderMail(letter),
  });
}

async function mailActivationInstead(
  sender: Sender & { secret: string },
  requestId: string,
  attempt: { lastTry: boolean },
): Promise<void> {
  const asked = await asKeeper(sender.db, (tx) =>
    tx.selectFrom("auth.recoveryRequest").select("email").where("id", "=", requestId).executeTakeFirst(),
  );
  if (asked) await mailActivationAgain(sender, { email: asked.email, about: requestId }, attempt);
}

function recoveryLetter(
  { id, email, language, expiresAt }: Recovery,
  { secret, publicUrl, now }: Sender & { secret: string },
): Mail {
  const t = wordsIn(language, "accounts");
  const until = dayAndHour(expiresAt, homeZone, now(), language);
  const code = codeInHalves(recoveryCode(secret, id));
  return {
    language,
    subject: t("mail.recovery.subject"),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [t("mail.recovery.opening", { email })],
    button: { label: t("mail.recovery.action"), href: publicUrl + paths.newPassword(recoveryToken(secret, id)) },
    closing: [t("mail.recovery.code", { code }), t("mail.recovery.until", { until }), t("mail.recovery.notYou")],
    small: [t("mail.automatic")],
  };
}
