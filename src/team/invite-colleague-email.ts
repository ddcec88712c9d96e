import { homeZone } from "../accounts/home-zone.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { proPaths } from "../pro-paths.ts";
import { dayAndHour } from "../ui/format.ts";
import { renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { staffInvitationToken } from "./invitation.ts";

const inItsName: Actor = { kind: "system", job: "staff-invitations" };

/** Writes to whoever was invited to work at an establishment; nothing leaves for an invitation that is over. */
export async function mailStaffInvitation(
  sender: Sender & { secret: string },
  { invitationId }: { invitationId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const invitation = await asActor(sender.db, inItsName, (tx) =>
    tx
      .selectFrom("staffInvitation")
      .innerJoin("establishment", "establishment.id", "staffInvitation.establishmentId")
      .select(["staffInvitation.email", "staffInvitation.name", "expiresAt", "establishmentId"])
      .select("establishment.name as practice")
      .where("staffInvitation.id", "=", invitationId)
      .where("usedAt", "is", null)
      .where("withdrawnAt", "is", null)
      .executeTakeFirst(),
  );
  if (!invitation) return;
  const { email: recipient, name, practice, expiresAt, establishmentId } = invitation;
  const t = wordsIn("fr", "team");
  const until = dayAndHour(expiresAt, homeZone, sender.now(), "fr");
  const subject = t("mail.subject", { practice });
  const letter = {
    ...{ language: "fr" as const, subject, now: sender.now() },
    greeting: t("mail.greeting", { name }),
    opening: [t("mail.opening", { practice }), t("mail.next", { email: recipient })],
    button: {
      label: t("mail.action"),
      href: sender.publicUrl + proPaths.joinTeam(staffInvitationToken(sender.secret, invitationId)),
    },
    closing: [t("mail.until", { until }), t("mail.mistake")],
    small: [],
  };
  await sendNotice(sender, {
    ...{ occasion: `staff-invitation:${invitationId}`, kind: "staff-invitation", establishmentId, recipient },
    ...{ language: "fr", notAfter: expiresAt, lastTry, subject, ...renderMail(letter) },
  });
}
