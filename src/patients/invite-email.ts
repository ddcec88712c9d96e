import { homeZone } from "../accounts/home-zone.ts";
import { mailOfUser } from "../accounts/mail-of-user.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { dayAndHour } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { invitationToken, type Purpose } from "./invitation.ts";

export const inTheirName: Actor = { kind: "system", job: "relatives" };

/** Writes to whoever was invited: who invites, and the link. The child is not named: the address may have been mistyped. Nothing leaves for
 * an invitation that was answered, taken back or replaced meanwhile. */
export async function mailInvitation(
  sender: Sender & { secret: string },
  { invitationId }: { invitationId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const invitation = await waiting(sender, invitationId);
  if (!invitation) return;
  const { purpose, email: recipient, language, expiresAt: notAfter } = invitation;
  const letter = letterOf(invitation, sender);
  await sendNotice(sender, {
    ...{
      occasion: `relative-invitation:${invitationId}`,
      kind: `relative-${purpose}`,
      recipient,
      language,
      notAfter,
      lastTry,
    },
    ...{ subject: letter.subject, ...renderMail(letter) },
  });
}

type Waiting = NonNullable<Awaited<ReturnType<typeof waiting>>>;

function waiting({ db }: Sender, id: string) {
  return asActor(db, inTheirName, async (tx) => {
    const found = await tx
      .selectFrom("relativeInvitation as mine")
      .select(["id", "purpose", "email", "language", "expiresAt", "invitedBy"])
      .where("id", "=", id)
      .where("acceptedAt", "is", null)
      .where("withdrawnAt", "is", null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("relativeInvitation as newer")
              .select("newer.id")
              .whereRef("newer.personId", "=", "mine.personId")
              .whereRef("newer.purpose", "=", "mine.purpose")
              .whereRef("newer.id", ">", "mine.id"),
          ),
        ),
      )
      .executeTakeFirst();
    const inviter = found && (await mailOfUser(tx, found.invitedBy));
    if (!found || !inviter) return null;
    return {
      ...found,
      purpose: found.purpose as Purpose,
      language: found.language as "fr" | "en",
      inviter: inviter.name,
    };
  });
}

function letterOf(
  { id, purpose, email, language, expiresAt, inviter }: Waiting,
  { secret, publicUrl, now }: Sender & { secret: string },
): Mail {
  const t = wordsIn(language, "patients");
  const until = dayAndHour(expiresAt, homeZone, now(), language);
  return {
    language,
    subject: t(`mail.${purpose}.subject`),
    now: now(),
    greeting: t("mail.greeting"),
    opening: [t(`mail.${purpose}.opening`, { inviter }), t(`mail.${purpose}.next`, { email })],
    button: {
      label: t(`mail.${purpose}.action`),
      href: publicUrl + paths.relativeInvitation(invitationToken(secret, id)),
    },
    closing: [t("mail.until", { until }), t("mail.notYou")],
    small: [t("mail.automatic")],
  };
}
