import { homeZone } from "../accounts/home-zone.ts";
import { masked } from "../accounts/mailed.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { asActor } from "../platform/actor.ts";
import { fullDate } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { birthDateTries } from "./invitation.ts";
import { inItsName } from "./invite-patient-email.ts";

/** Tells an establishment that someone would follow its invitation, whose link has ended: it alone may invite again. The address is not
 * written out, nor anyone named. Without a mail address the establishment finds it among its invitations. */
export async function mailInvitationWanted(
  sender: Sender,
  { invitationId }: { invitationId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const wanted = await wantedAgain(sender, invitationId);
  if (!wanted?.recipient) return;
  const { recipient, establishmentId, patientId } = wanted;
  const letter = letterOf(wanted, sender);
  await sendNotice(sender, {
    ...{ occasion: `patient-invitation-wanted:${invitationId}`, kind: "patient-invitation-wanted", establishmentId },
    ...{ patientId, recipient, language: "fr", lastTry, subject: letter.subject, ...renderMail(letter) },
  });
}

type Wanted = NonNullable<Awaited<ReturnType<typeof wantedAgain>>>;

function wantedAgain({ db }: Sender, id: string) {
  return asActor(db, inItsName, (tx) =>
    tx
      .selectFrom("patientInvitation as invitation")
      .innerJoin("establishment", "establishment.id", "invitation.establishmentId")
      .select(["invitation.email", "invitedAt", "birthDateTries", "invitation.establishmentId", "patientId"])
      .select("establishment.email as recipient")
      .where("invitation.id", "=", id)
      .executeTakeFirst(),
  );
}

function letterOf({ email, invitedAt, birthDateTries: tries }: Wanted, { now }: Sender): Mail {
  const t = wordsIn("fr", "patients");
  const day = fullDate(invitedAt.toZonedDateTimeISO(homeZone).toPlainDate(), "fr");
  const because = tries >= birthDateTries ? "spent" : "expired";
  return {
    language: "fr",
    subject: t("fromPractice.wantedMail.subject"),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [
      t("fromPractice.wantedMail.opening", { email: masked(email), day }),
      t(`fromPractice.wantedMail.${because}`),
    ],
    small: [t("mail.automatic")],
  };
}
