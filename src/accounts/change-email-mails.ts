import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import type { Language } from "../platform/web.ts";
import { dayAndHour } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { type Words, wordsIn } from "../ui/words.ts";
import { type EmailChange, emailChangeOf, emailToken, undoableUntil, undoToken } from "./email-change.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";
import { masked } from "./mailed.ts";

type Bench = Sender & { secret: string };
type About = { changeId: string };
type Attempt = { lastTry: boolean };

/** Writes to the address someone wants: a link that makes the change, or, where the address has an account already, that nothing comes of
 * it. A change that was called off, or that a newer one replaced, is left alone. */
export async function mailNewAddress(bench: Bench, { changeId }: About, attempt: Attempt): Promise<void> {
  const change = await changeOf(bench, changeId);
  if (change?.state !== "open") return;
  const holder = await asKeeper(bench.db, (tx) =>
    tx.selectFrom("auth.user").select("language").where("email", "=", change.newEmail).executeTakeFirst(),
  );
  const { newEmail: to, expiresAt: notAfter } = change;
  if (holder)
    return send(bench, {
      change,
      to,
      notAfter,
      letter: holderLetter(holder.language, bench),
      kind: "email-held",
      attempt,
    });
  await send(bench, { change, to, notAfter, letter: confirmationLetter(change, bench), kind: "email-change", attempt });
}

/** Tells the address of today that another is wanted, with a link for whoever did not ask. */
export async function warnOldAddress(bench: Bench, { changeId }: About, attempt: Attempt): Promise<void> {
  const change = await changeOf(bench, changeId);
  if (!change || change.undoneAt) return;
  const letter = oldAddressLetter("emailAsked", change, change.requestedAt, bench);
  await send(bench, { change, to: change.oldEmail, letter, kind: "email-change-asked", attempt });
}

/** Tells the old address that it is the account's no longer, with the same link. */
export async function mailEmailChanged(bench: Bench, { changeId }: About, attempt: Attempt): Promise<void> {
  const change = await changeOf(bench, changeId);
  if (!change?.confirmedAt || change.undoneAt) return;
  const letter = oldAddressLetter("emailChanged", change, change.confirmedAt, bench);
  await send(bench, { change, to: change.oldEmail, letter, kind: "email-changed", attempt });
}

/** Tells the new address, where it was confirmed, that the old one took the change back. */
export async function mailEmailUndone(bench: Bench, { changeId }: About, attempt: Attempt): Promise<void> {
  const change = await changeOf(bench, changeId);
  if (!change?.confirmedAt) return;
  const t = wordsIn(change.language, "accounts");
  const letter = letterIn(change.language, bench, {
    subject: t("mail.emailUndone.subject"),
    opening: [t("mail.emailUndone.opening", { email: change.newEmail }), t("mail.emailUndone.then")],
  });
  await send(bench, { change, to: change.newEmail, letter, kind: "email-change-undone", attempt });
}

function changeOf({ db, now }: Sender, id: string): Promise<EmailChange | null> {
  return asKeeper(db, (tx) => emailChangeOf(tx, { id, now: now() }));
}

interface Sending {
  change: EmailChange;
  to: string;
  letter: Mail;
  kind: string;
  attempt: Attempt;
  notAfter?: Temporal.Instant;
}

async function send(sender: Sender, { change, to, letter, kind, attempt, notAfter }: Sending): Promise<void> {
  const { language, subject } = letter;
  await sendNotice(sender, {
    ...{ occasion: `${kind}:${change.id}`, kind, recipient: to, language, notAfter, ...attempt, subject },
    ...(kind !== "email-held" && { userId: change.userId }),
    ...renderMail(letter),
  });
}

function confirmationLetter({ id, language, newEmail, expiresAt }: EmailChange, bench: Bench): Mail {
  const t = wordsIn(language, "accounts");
  const href = bench.publicUrl + paths.confirmEmail(emailToken(bench.secret, id));
  const until = dayAndHour(expiresAt, homeZone, bench.now(), language);
  return letterIn(language, bench, {
    subject: t("mail.emailChange.subject"),
    opening: [t("mail.emailChange.opening", { email: newEmail })],
    button: { label: t("mail.emailChange.action"), href },
    closing: [t("mail.emailChange.until", { until }), t("mail.emailChange.notYou")],
  });
}

/** To the holder of another account, in her language: nothing of whose wish it was. */
function holderLetter(language: Language, bench: Bench): Mail {
  const t = wordsIn(language, "accounts");
  return letterIn(language, bench, {
    subject: t("mail.emailHeld.subject"),
    opening: [t("mail.emailHeld.opening"), t("mail.emailHeld.then")],
    button: { label: t("mail.known.action"), href: bench.publicUrl + paths.signIn() },
    closing: [t("mail.emailHeld.notYou")],
  });
}

function oldAddressLetter(
  which: "emailAsked" | "emailChanged",
  change: EmailChange,
  at: Temporal.Instant,
  bench: Bench,
): Mail {
  const { id, language, oldEmail, newEmail } = change;
  const t: Words<"accounts"> = wordsIn(language, "accounts");
  const told = (instant: Temporal.Instant) => dayAndHour(instant, homeZone, bench.now(), language);
  return letterIn(language, bench, {
    subject: t(`mail.${which}.subject`),
    opening: [t(`mail.${which}.opening`, { old: oldEmail, email: masked(newEmail), at: told(at) }), t("mail.wasYou")],
    button: { label: t("mail.notMe"), href: bench.publicUrl + paths.notMe(undoToken(bench.secret, id)) },
    closing: [t(`mail.${which}.notYou`, { until: told(undoableUntil(change)) })],
  });
}

function letterIn(
  language: Language,
  { now }: Sender,
  letter: Pick<Mail, "subject" | "opening" | "button" | "closing">,
): Mail {
  const t = wordsIn(language, "accounts");
  return { language, now: now(), greeting: t("mail.greeting"), ...letter, small: [t("mail.automatic")] };
}
