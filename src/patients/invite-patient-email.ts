import { homeZone } from "../accounts/home-zone.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Language } from "../platform/web.ts";
import { dayAndHour, phone as readable } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { patientInvitationToken } from "./patient-invitation.ts";

export const inItsName: Actor = { kind: "system", job: "patient-invitations" };

/** Writes to whoever an establishment invited: who invites, the identifier, and the link. The patient is not named, since the address may have
 * been mistyped, and the establishment by its neutral name. Nothing leaves for an invitation that was used, taken back or replaced meanwhile. */
export async function mailPatientInvitation(
  sender: Sender & { secret: string },
  { invitationId }: { invitationId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const invitation = await waiting(sender, invitationId);
  if (!invitation) return;
  const { email: recipient, language, expiresAt: notAfter, establishmentId, patientId } = invitation;
  const letter = letterOf(invitation, sender);
  await sendNotice(sender, {
    ...{ occasion: `patient-invitation:${invitationId}`, kind: "patient-invitation", establishmentId, patientId },
    ...{ recipient, language, notAfter, lastTry, subject: letter.subject, ...renderMail(letter) },
    replyTo: invitation.takesReplies ? (invitation.practiceEmail ?? undefined) : undefined,
  });
}

type Waiting = NonNullable<Awaited<ReturnType<typeof waiting>>>;

function waiting({ db }: Sender, id: string) {
  return asActor(db, inItsName, async (tx) => {
    const found = await tx
      .selectFrom("patientInvitation as mine")
      .innerJoin("establishment", "establishment.id", "mine.establishmentId")
      .innerJoin("patient", "patient.id", "mine.patientId")
      .select(["mine.id", "mine.email", "mine.language", "mine.expiresAt", "mine.establishmentId", "mine.patientId"])
      .select([
        "neutralName as practice",
        "establishment.phone",
        "takesReplies",
        "establishment.email as practiceEmail",
      ])
      .where("mine.id", "=", id)
      .where("usedAt", "is", null)
      .where("withdrawnAt", "is", null)
      .where("patient.personId", "is", null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("patientInvitation as newer")
              .select("newer.id")
              .whereRef("newer.patientId", "=", "mine.patientId")
              .whereRef("newer.id", ">", "mine.id"),
          ),
        ),
      )
      .executeTakeFirst();
    return found ? { ...found, language: found.language as Language } : null;
  });
}

function letterOf(
  { id, email, language, expiresAt, practice, phone, takesReplies }: Waiting,
  { secret, publicUrl, now }: Sender & { secret: string },
): Mail {
  const t = wordsIn(language, "patients");
  const until = dayAndHour(expiresAt, homeZone, now(), language);
  return {
    language,
    subject: t("fromPractice.mail.subject", { practice }),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [t("fromPractice.mail.opening", { practice }), t("fromPractice.mail.next", { email })],
    button: {
      label: t("fromPractice.mail.action"),
      href: publicUrl + paths.patientInvitation(patientInvitationToken(secret, id)),
    },
    closing: [
      t("fromPractice.mail.until", { until }),
      t("fromPractice.mail.mistake", { practice, phone: readable(phone) }),
    ],
    small: takesReplies ? [] : [t("mail.automatic")],
  };
}
