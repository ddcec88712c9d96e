import { homeZone } from "../accounts/home-zone.ts";
import { masked } from "../accounts/mailed.ts";
import { paths } from "../paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndHour, phone as readable } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { PatientInvitation, PatientInvitationState, StandingRefusal } from "./patient-invitation.ts";
import type { Proven } from "./patient-invitation-page.tsx";
import { Told } from "./told-card.tsx";

/** The account signed in to is not the one this file could be linked to: why, and what to do. */
export function Refused({ because, invitation, file }: Proven & { because: StandingRefusal | "too-many" }) {
  const t = useWords("patients");
  const told = {
    practice: file.establishment,
    phone: readable(file.phoneOfEstablishment),
    email: masked(invitation.email),
  };
  return (
    <Told title={t(`fromPractice.refused.${because}.title`)} icon="link-2-off">
      <p class="mt-3 mb-7 break-words">{t(`fromPractice.refused.${because}.lead`, told)}</p>
      {because === "another-address" ? (
        <form method="post" action={paths.signOut()}>
          <Button icon="log-out">{t("fromPractice.refused.another-address.action")}</Button>
        </form>
      ) : (
        <ButtonLink href={because === "too-many" ? paths.relatives() : paths.myAppointments()}>
          {t(because === "too-many" ? "relatives.title" : "fromPractice.merge.see")}
        </ButtonLink>
      )}
    </Told>
  );
}

interface EndedProps {
  because: Exclude<PatientInvitationState, "open"> | "unknown-link";
  invitation: PatientInvitation | null;
  token: string;
}

/** A link that opens nothing any more: what happened, and the next step. Nothing is told of the file, nor whose it is. */
export function Ended({ because, invitation, token }: EndedProps) {
  const t = useWords("patients");
  const { now, language, signedIn } = useRequest();
  const told = (at: Temporal.Instant | null | undefined) => (at ? dayAndHour(at, homeZone, now, language) : "");
  const canAsk = because === "expired" || because === "spent";
  return (
    <Told
      title={t(`fromPractice.ended.${because}.title`)}
      icon={because === "used" ? "circle-check-big" : "link-2-off"}
    >
      <p class="mt-3 mb-7">
        {t(`fromPractice.ended.${because}.lead`, { at: told(invitation?.newerAt), until: told(invitation?.expiresAt) })}
      </p>
      {canAsk && invitation?.wantedAgainAt && (
        <Notice kind="ok" icon="circle-check-big" role="status">
          <p>
            <strong>{t("fromPractice.ended.wanted")}</strong> {t("fromPractice.ended.wantedThen")}
          </p>
        </Notice>
      )}
      {canAsk && !invitation?.wantedAgainAt && (
        <form method="post" action={paths.patientInvitation(token)}>
          <Button icon="send" name="faire" value="redemander">
            {t("fromPractice.ended.again")}
          </Button>
        </form>
      )}
      {(because === "used" || because === "withdrawn") && (
        <ButtonLink href={signedIn ? paths.myAppointments() : paths.signIn()}>
          {t(signedIn ? "fromPractice.merge.see" : "fromPractice.ended.signIn")}
        </ButtonLink>
      )}
    </Told>
  );
}
