import { codeText } from "../notices/code-text.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { hour } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { deviceName } from "./device-name.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";
import { digitsOf } from "./second-step-code.ts";
import { secondStepMinutes } from "./verify-session.ts";

type Asked = NonNullable<Awaited<ReturnType<typeof codeAsked>>>;

/** Sends the six digits that someone needs to sign in, or to show that it is she, in her language; the newest of her session only, and
 * not once they have expired. The subject tells nothing: it is read on locked screens. */
export async function sendSecondStepDigits(
  sender: Sender & { secret: string },
  { codeId }: { codeId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const asked = await codeAsked(sender, codeId);
  if (!asked || asked.isOutdated) return;

  const { userId, language, way, email, phone, expiresAt: notAfter } = asked;
  const code = digitsOf(sender.secret, codeId);
  const notice = {
    occasion: `second-step-code:${codeId}`,
    kind: "second-step-code",
    userId,
    language,
    notAfter,
    lastTry,
  };
  if (way === "mail") {
    const letter = codeLetter(asked, code, sender);
    await sendNotice(sender, { ...notice, recipient: email, subject: letter.subject, ...renderMail(letter) });
  } else if (phone) {
    const text = codeText({ code, minutes: secondStepMinutes, language, publicUrl: sender.publicUrl });
    await sendNotice(sender, { ...notice, channel: "sms", recipient: phone, text, zone: null });
  }
}

/** Whose code it is, and where it goes; null when the session is over. */
function codeAsked({ db }: Sender, codeId: string) {
  return asKeeper(db, (tx) =>
    tx
      .selectFrom("auth.secondStepCode as code")
      .innerJoin("auth.session as session", "session.id", "code.sessionId")
      .innerJoin("auth.user as user", "user.id", "session.userId")
      .select(["code.way", "code.expiresAt", "session.userAgent", "session.verifiedAt"])
      .select(["user.id as userId", "user.email", "user.language"])
      .select((from) => [
        from.case().when("user.phoneConfirmedAt", "is not", null).then(from.ref("user.phone")).end().as("phone"),
        from
          .exists(
            from
              .selectFrom("auth.secondStepCode as newer")
              .whereRef("newer.sessionId", "=", "code.sessionId")
              .whereRef("newer.id", ">", "code.id")
              .select("newer.id"),
          )
          .as("isOutdated"),
      ])
      .where("code.id", "=", codeId)
      .executeTakeFirst(),
  );
}

function codeLetter({ language, expiresAt, userAgent, verifiedAt }: Asked, code: string, { now }: Sender): Mail {
  const t = wordsIn(language, "accounts");
  const until = hour(expiresAt, homeZone);
  return {
    language,
    subject: t("mail.digits.subject"),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [t(verifiedAt ? "mail.digits.confirm" : "mail.digits.signIn"), `<b>${code}</b>`],
    closing: [
      t("mail.digits.until", { until }),
      t("mail.digits.device", { device: deviceName(userAgent, language) }),
      t("mail.digits.notYou"),
    ],
    small: [t("mail.automatic")],
  };
}
