import { emailAnswer } from "../accounts/email.ts";
import { outcomeOf } from "../notices/outcome.ts";
import type { FileInvitation } from "../patients/file-invitation.ts";
import type { InvitePatientRefusal } from "../patients/invite-patient.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Select } from "../ui/field.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { State, type StateKind } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { FileSheet } from "./file-head.tsx";
import type { OpenedFile } from "./opened-file.ts";
import { Receipt } from "./sent-row.tsx";

interface InvitationProps {
  file: OpenedFile;
  invitation: FileInvitation | null;
  because?: InvitePatientRefusal;
  waitS?: number;
}

export function InvitationView({ file, invitation, because, waitS }: InvitationProps) {
  const t = useWords("secretariat");
  const isWaiting = invitation?.state === "waiting";
  return (
    <FileSheet file={file} part={null} title={t("invitation.title")}>
      <div class="max-w-[42rem] grid gap-4">
        <h2>{t("invitation.title")}</h2>
        {because && because !== "not-found" && (
          <Notice kind="err" icon="circle-alert" role="alert">
            <p>{t(`invitation.refused.${because}`)}</p>
          </Notice>
        )}
        {waitS !== undefined && (
          <Notice kind="sun" icon="hourglass" role="alert">
            <p>{t("invitation.tooMany", { count: Math.max(1, Math.ceil(waitS / 60)) })}</p>
          </Notice>
        )}
        {invitation && <Progress {...{ file, invitation }} />}
        {file.isLinked ? <Linked file={file} /> : <Invite {...{ file, invitation }} />}
        {isWaiting && !file.isLinked && (
          <form method="post" action={proPaths.patientInvitation(file.id)}>
            <Button tone="ghost" icon="undo-2" name="faire" value="retirer">
              {t("invitation.withdraw")}
            </Button>
          </form>
        )}
        <p>
          <a class="link target" href={proPaths.patient(file.id)}>
            {t("file.backToFile")}
          </a>
        </p>
      </div>
    </FileSheet>
  );
}

/** How the newest invitation stands, and what became of its mail. */
function Progress({ file, invitation }: { file: OpenedFile; invitation: FileInvitation }) {
  const t = useWords("secretariat");
  const { now } = useRequest();
  const { state, email, invitedAt, expiresAt, usedAt, wantedAgainAt, receipt, otherPatientId } = invitation;
  const when = (at: Temporal.Instant) => dayAndHour(at, file.zone, now, "fr");
  const isOver = state === "linked" || state === "to-merge";
  return (
    <section class="sheet p-4 sm:p-5 grid gap-2" aria-labelledby="derniere">
      <h3 id="derniere">{t("invitation.last")}</h3>
      <p class="flex flex-wrap gap-2">
        <State kind={dresses[state]} icon={isOver ? "link-2" : state === "waiting" ? "hourglass" : "clock"}>
          {t(`invitation.state.${state}`)}
        </State>
        {receipt && <Receipt outcome={outcomeOf({ channel: "mail", delivery: null, ...receipt })} />}
      </p>
      <p class="break-words">{t("invitation.sentOn", { email, on: when(invitedAt) })}</p>
      {state === "waiting" && <p class="muted">{t("invitation.until", { on: when(expiresAt) })}</p>}
      {usedAt && <p class="muted">{t("invitation.followedOn", { on: when(usedAt) })}</p>}
      {state === "spent" && <p class="muted">{t("invitation.spentWhy")}</p>}
      {state === "unfit" && <p class="muted">{t("invitation.unfitWhy")}</p>}
      {wantedAgainAt && !isOver && (
        <Notice kind="sun" icon="mail">
          <p>
            <strong>{t(`invitation.wantedAgain.${file.sex}`, { on: when(wantedAgainAt) })}</strong>
          </p>
        </Notice>
      )}
      {state === "to-merge" && otherPatientId && (
        <p>
          <a class="link target" href={proPaths.mergePatients(file.id, { avec: otherPatientId })}>
            {t("invitation.toMerge")}
          </a>
        </p>
      )}
    </section>
  );
}

const dresses: Record<FileInvitation["state"], StateKind> = {
  waiting: "wait",
  expired: "plain",
  spent: "stop",
  withdrawn: "plain",
  unfit: "plain",
  linked: "ok",
  "to-merge": "wait",
};

function Invite({ file, invitation }: Pick<InvitationProps, "file" | "invitation">) {
  const t = useWords("secretariat");
  const address = emailAnswer.safeParse(file.email);
  if (!address.success)
    return (
      <Notice icon="info">
        <p>
          <strong>{t("invitation.noMail")}</strong> {t(`invitation.noMailThen.${file.sex}`)}
        </p>
        <p class="mt-2">
          <ButtonLink tone="outline" icon="pencil" href={proPaths.editPatient(file.id)}>
            {t("invitation.addMail")}
          </ButtonLink>
        </p>
      </Notice>
    );
  const again = invitation !== null && invitation.state !== "linked" && invitation.state !== "to-merge";
  return (
    <form method="post" action={proPaths.patientInvitation(file.id)} class="sheet p-4 sm:p-5 grid gap-4">
      <p class="break-words">{t(`invitation.what.${file.sex}`, { email: address.data })}</p>
      <p class="muted small">{t("invitation.check")}</p>
      <Select
        name="langue"
        label={t("invitation.language")}
        options={[
          { value: "fr", label: t("invitation.languages.fr") },
          { value: "en", label: t("invitation.languages.en") },
        ]}
        value="fr"
      />
      <p>
        <Button icon="send" name="faire" value="inviter">
          {t(again ? "invitation.sendAgain" : "invitation.send")}
        </Button>
      </p>
      {again && <p class="muted small">{t("invitation.replaces")}</p>}
    </form>
  );
}

function Linked({ file }: { file: OpenedFile }) {
  const t = useWords("secretariat");
  return (
    <Notice kind="ok" icon="link-2">
      <p>{t(`invitation.linked.${file.sex}`)}</p>
      <p class="mt-1">
        <a class="link target" href={proPaths.unlinkPatient(file.id)}>
          {t("online.unlink")}
        </a>
      </p>
    </Notice>
  );
}

/** Before a file is detached: what becomes of it, and who is told. */
export function UnlinkView({ file }: { file: OpenedFile }) {
  const t = useWords("secretariat");
  return (
    <FileSheet file={file} part={null} title={t("unlink.title")}>
      <div class="max-w-[42rem]">
        <h2>{t("unlink.title")}</h2>
        {file.isLinked ? (
          <form method="post" action={proPaths.unlinkPatient(file.id)} class="sheet p-4 sm:p-5 grid gap-3 mt-4">
            <p>{t(`unlink.what.${file.sex}`)}</p>
            <p class="muted">{t("unlink.kept")}</p>
            <p class="flex flex-wrap gap-2">
              <Button tone="danger" icon="link-2-off">
                {t("unlink.now")}
              </Button>
              <ButtonLink tone="ghost" href={proPaths.patient(file.id)}>
                {t("file.backToFile")}
              </ButtonLink>
            </p>
          </form>
        ) : (
          <div class="mt-3">
            <p>{t("unlink.notLinked")}</p>
            <p>
              <a class="link target" href={proPaths.patient(file.id)}>
                {t("file.backToFile")}
              </a>
            </p>
          </div>
        )}
      </div>
    </FileSheet>
  );
}
