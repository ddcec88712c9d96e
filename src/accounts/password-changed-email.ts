import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { dayAndHour } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";
import type { Recipient } from "./mail-of-user.ts";

/** Tells someone that the password was changed, and what to do if it was somebody else. No secret in it. */
export async function mailPasswordChanged(
  sender: Sender,
  { userId, changeId }: { userId: string; changeId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const account = await asKeeper(sender.db, (tx) =>
    tx
      .selectFrom("auth.user as user")
      .innerJoin("auth.account as account", "account.userId", "user.id")
      .where("account.providerId", "=", "credential")
      .where("user.id", "=", userId)
      .select(["user.email", "user.name", "user.language", "account.updatedAt as changedAt"])
      .executeTakeFirst(),
  );
  if (!account) return;

  const { email: recipient, language } = account;
  const letter = changedLetter(account, sender);
  await sendNotice(sender, {
    ...{ occasion: `password-changed:${changeId}`, kind: "password-changed", recipient, language, userId, lastTry },
    ...{ subject: letter.subject, ...renderMail(letter) },
  });
}

function changedLetter(
  { email, language, changedAt }: Recipient & { changedAt: Temporal.Instant },
  { publicUrl, now }: Sender,
): Mail {
  const t = wordsIn(language, "accounts");
  const at = dayAndHour(changedAt, homeZone, now(), language);
  return {
    language,
    subject: t("mail.passwordChanged.subject"),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [t("mail.passwordChanged.opening", { email, at }), t("mail.passwordChanged.wasYou")],
    button: { label: t("mail.passwordChanged.action"), href: publicUrl + paths.recovery() },
    closing: [t("mail.passwordChanged.notYou")],
    small: [t("mail.automatic")],
  };
}
