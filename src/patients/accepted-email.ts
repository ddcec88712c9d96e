import { mailOfUser } from "../accounts/mail-of-user.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { fullDate } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import type { Purpose } from "./invitation.ts";
import { inTheirName } from "./invite-email.ts";
import { homeToday } from "./queries.ts";
import { firstNameOf } from "./relative.ts";

/** Tells every adult who acts for someone that another does too from now on, or that she has an account of her own. Whoever accepted
 * knows. */
export async function mailAccepted(
  sender: Sender,
  { invitationId }: { invitationId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const { purpose, readers } = await toldOf(sender, invitationId);
  for (const reader of readers) {
    const { userId, email: recipient, language } = reader;
    const letter = letterOf(purpose, reader, sender);
    await sendNotice(sender, {
      ...{
        occasion: `relative-accepted:${invitationId}`,
        kind: `relative-${purpose}-accepted`,
        userId,
        recipient,
        language,
        lastTry,
      },
      ...{ subject: letter.subject, ...renderMail(letter) },
    });
  }
}

type Reader = Awaited<ReturnType<typeof toldOf>>["readers"][number];

/** Read as it is when the mail leaves. */
function toldOf({ db }: Sender, id: string) {
  return asActor(db, inTheirName, async (tx) => {
    const rows = await tx
      .selectFrom("relativeInvitation as invitation")
      .innerJoin("person", "person.id", "invitation.personId")
      .innerJoin("actsFor", "actsFor.personId", "invitation.personId")
      .select(["invitation.purpose", "invitation.acceptedBy", "person.firstNames"])
      .select(["actsFor.userId", "actsFor.untilOn"])
      .where("invitation.id", "=", id)
      .where("invitation.acceptedAt", "is not", null)
      .where("actsFor.relation", "<>", "self")
      .where((row) => row.or([row("untilOn", "is", null), row("untilOn", ">=", homeToday)]))
      .execute();
    const newcomer = rows[0]?.acceptedBy && (await mailOfUser(tx, rows[0].acceptedBy));
    const readers = [];
    for (const { userId, acceptedBy, firstNames, untilOn } of rows) {
      const mail = userId === acceptedBy ? null : await mailOfUser(tx, userId);
      if (mail && newcomer)
        readers.push({ ...mail, userId, untilOn, newcomer: newcomer.name, firstName: firstNameOf({ firstNames }) });
    }
    return { purpose: (rows[0]?.purpose ?? "share") as Purpose, readers };
  });
}

function letterOf(
  purpose: Purpose,
  { name, language, newcomer, firstName, untilOn }: Reader,
  { publicUrl, now }: Sender,
): Mail {
  const t = wordsIn(language, "patients");
  const told = { name: firstName, newcomer };
  const goesOn =
    purpose === "claim" && untilOn
      ? t("mail.claimAccepted.until", { day: fullDate(untilOn, language) })
      : t(`mail.${purpose}Accepted.then`);
  return {
    language,
    subject: t(`mail.${purpose}Accepted.subject`, told),
    now: now(),
    greeting: t("mail.hello", { name: firstNameOf({ firstNames: name }) }),
    opening: [t(`mail.${purpose}Accepted.opening`, told), goesOn],
    button: { label: t("mail.see"), href: publicUrl + paths.relatives() },
    small: [t("mail.automatic")],
  };
}
