import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { dayAndHour } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { deviceName } from "./device-name.ts";
import { type FactorsChange, toldByMail } from "./factors-changed.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";

type Told = NonNullable<Awaited<ReturnType<typeof eventOf>>>;

/** Tells someone that what protects her account has changed, or that somebody knew her password and no more, and what to do if it was not
 * she. No secret in it. */
export async function mailFactorsChanged(
  sender: Sender,
  { eventId }: { eventId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const event = await eventOf(sender, eventId);
  const kind = toldByMail.find((told) => told === event?.kind);
  if (!event || !kind) return;

  const { userId, email: recipient, language } = event;
  const letter = changeLetter(event, kind, sender);
  await sendNotice(sender, {
    ...{ occasion: `factors-changed:${eventId}`, kind: "factors-changed", recipient, language, userId, lastTry },
    ...{ subject: letter.subject, ...renderMail(letter) },
  });
}

function eventOf({ db }: Sender, eventId: string) {
  return asKeeper(db, (tx) =>
    tx
      .selectFrom("auth.securityEvent as event")
      .innerJoin("auth.user as user", "user.id", "event.userId")
      .leftJoin("auth.recoveryCodes as codes", "codes.userId", "event.userId")
      .select(["event.userId", "event.kind", "event.happenedAt", "event.userAgent", "user.email", "user.language"])
      .select((from) => from.fn.coalesce(from.fn<number>("cardinality", ["codes.codeHmacs"]), from.lit(0)).as("left"))
      .where("event.id", "=", eventId)
      .executeTakeFirst(),
  );
}

function changeLetter(event: Told, kind: FactorsChange, { publicUrl, now }: Sender): Mail {
  const { email, language, happenedAt, userAgent, left: count } = event;
  const t = wordsIn(language, "accounts");
  const at = dayAndHour(happenedAt, homeZone, now(), language);
  const isAlarm = kind === "second-step-failed";
  return {
    language,
    subject: t(`mail.factors.${kind}.subject`),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [
      t(`mail.factors.${kind}.opening`, { email, at, count }),
      ...(userAgent === null ? [] : [t("mail.factors.device", { device: deviceName(userAgent, language) })]),
    ],
    button: isAlarm
      ? { label: t("mail.factors.newPassword"), href: publicUrl + paths.recovery() }
      : { label: t("mail.factors.look"), href: publicUrl + paths.security() },
    closing: [t(isAlarm ? "mail.factors.wasYou" : "mail.factors.notYou")],
    small: [t("mail.automatic")],
  };
}
