import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { dayAndHour } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { type AccountRequest, activationToken, newestRequest, requestOf } from "./activation.ts";
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

  const isOpen = request.state === "open";
  const letter = isOpen ? activationLetter(request, sender) : knownLetter(request, sender);
  await send(sender, { letter, request, kind: isOpen ? "activation" : "account-known", about: requestId, lastTry });
}

/** Writes once more to whoever asked for an account at this address and has yet to activate it: she tries to get in otherwise, `about`
 * names how. Nothing leaves when nobody did. */
export async function mailActivationAgain(
  sender: Sender & { secret: string },
  { email, about }: { email: string; about: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const request = await asKeeper(sender.db, (tx) => newestRequest(tx, { email, now: sender.now() }));
  if (request?.state !== "open") return;
  await send(sender, { letter: activationLetter(request, sender), request, kind: "activation", about, lastTry });
}

interface Sending {
  letter: Mail;
  request: AccountRequest;
  kind: "activation" | "account-known";
  about: string;
  lastTry: boolean;
}

async function send(sender: Sender, { letter, request, kind, about, lastTry }: Sending): Promise<void> {
  const { email: recipient, language, expiresAt: notAfter } = request;
  const occasion = `${kind}:${about}`;
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
