import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { dayAndHour } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { type AccountRequest, activationToken, requestOf } from "./activation.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";

/** Writes to whoever asked for an account: a link to activate it, or, where the address has one already, the way to sign in. A
 * request that was used, or that a newer one replaced, is left alone. */
export async function mailActivation(
  sender: Sender & { secret: string },
  { requestId }: { requestId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const request = await asKeeper(sender.db, (tx) => requestOf(tx, { id: requestId, now: sender.now() }));
  if (!request || request.usedAt || (request.state !== "open" && request.state !== "already-active")) return;

  const letter = request.state === "open" ? activationLetter(request, sender) : knownLetter(request, sender);
  const { email: recipient, language, expiresAt: notAfter } = request;
  const kind = request.state === "open" ? "activation" : "account-known";
  const occasion = `${kind}:${requestId}`;
  await sendNotice(sender, {
    ...{ occasion, kind, recipient, language, notAfter, lastTry, subject: letter.subject },
    ...renderMail(letter),
  });
}

function activationLetter(
  { id, email, language, expiresAt }: AccountRequest,
  { secret, publicUrl, now }: Sender & { secret: string },
): Mail {
  const t = wordsIn(language, "accounts");
  const until = dayAndHour(expiresAt, homeZone, now(), language);
  return {
    language,
    subject: t("mail.activation.subject"),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [t("mail.activation.opening", { email }), t("mail.activation.next")],
    button: { label: t("mail.activation.action"), href: publicUrl + paths.activation(activationToken(secret, id)) },
    closing: [t("mail.activation.until", { until }), t("mail.activation.notYou")],
    small: [t("mail.automatic")],
  };
}

function knownLetter({ email, language, returnTo }: AccountRequest, { publicUrl, now }: Sender): Mail {
  const t = wordsIn(language, "accounts");
  return {
    language,
    subject: t("mail.known.subject"),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [t("mail.known.opening", { email })],
    button: { label: t("mail.known.action"), href: publicUrl + paths.signIn(returnTo ? { vers: returnTo } : {}) },
    closing: [t("mail.known.notYou")],
    small: [t("mail.automatic")],
  };
}
