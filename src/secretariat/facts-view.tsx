import type { ComponentChildren } from "preact";
import { mayNotTake } from "../patients/answer-proposal.ts";
import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { dayAndHour, fullDate, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords, type Words } from "../ui/words.ts";
import type { OpenedFile } from "./opened-file.ts";
import { Panel } from "./panel.tsx";
import type { Summary } from "./summary.ts";

interface FactsProps {
  file: OpenedFile;
  summary: Summary;
}

/** How to reach the patient, and what she proposes instead. */
export function Contact({ file, summary: { proposals } }: FactsProps) {
  const t = useWords("secretariat");
  const edit = (
    <a class="btn btn-ghost btn-square" href={proPaths.editPatient(file.id)} aria-label={t("contact.edit")}>
      <Icon name="pencil" />
    </a>
  );
  return (
    <Panel id="coordonnees" title={t("contact.title")} beside={edit}>
      <dl class="facts gap-3! mt-2">
        <Fact name={t("contact.phone")}>
          {file.phone ? (
            <a class="link" href={`tel:${file.phone}`}>
              {phone(file.phone)}
            </a>
          ) : (
            t("contact.noPhone")
          )}
        </Fact>
        <Fact name={t("contact.mail")}>{file.email ?? t("contact.noMail")}</Fact>
        {file.address && (
          <Fact name={t("contact.address")}>
            <span class="whitespace-pre-line">{file.address}</span>
          </Fact>
        )}
      </dl>
      {proposals.map((proposal) => (
        <ProposalForm key={proposal.id} file={file} proposal={proposal} />
      ))}
    </Panel>
  );
}

function ProposalForm({ file, proposal }: { file: OpenedFile; proposal: Summary["proposals"][number] }) {
  const t = useWords("secretariat");
  const isChecked = mayNotTake(proposal.field, file.identityStatus);
  return (
    <Notice icon="git-pull-request-arrow" class="mt-4 p-3.5!">
      <p class="break-words">
        <strong>{t(`proposal.title.${file.sex}`, { what: t(`proposal.field.${proposal.field}`) })}</strong>{" "}
        {saidBy(t, proposal)}
      </p>
      {isChecked && <p class="small mt-1">{t("proposal.checked")}</p>}
      <form method="post" action={proPaths.patientProposal(file.id, proposal.id)} class="flex flex-wrap gap-2 mt-2.5">
        <input type="hidden" name="valeur" value={proposal.value} />
        {!isChecked && (
          <Button name="reponse" value="accepter">
            {t("proposal.accept")}
          </Button>
        )}
        <Button tone="ghost" name="reponse" value="ignorer">
          {t("proposal.ignore")}
        </Button>
      </form>
    </Notice>
  );
}

function saidBy(t: Words<"secretariat">, { field, value, place }: Summary["proposals"][number]): string {
  if (field === "phone") return phone(value);
  if (field === "birth_date") return fullDate(Temporal.PlainDate.from(value), "fr");
  if (field === "sex") return t(`identity.sex.${value as "F" | "M" | "U"}`);
  if (field === "birthplace_insee") return place ? `${place} (${value})` : value;
  return value;
}

/** Her account, and whether she books online. */
export function Online({ file, summary: { invitation } }: FactsProps) {
  const t = useWords("secretariat");
  const { now } = useRequest();
  const { id, isLinked, isKnown, blockedBecause, sex } = file;
  const isWaiting = invitation?.state === "waiting";
  return (
    <Panel id="en-ligne" title={t("online.title")}>
      <dl class="facts gap-3! mt-2">
        <Fact name={t("online.account")}>
          {isLinked && t("online.linked")}
          {!isLinked &&
            isWaiting &&
            t(`online.invited.${sex}`, { on: dayAndHour(invitation.invitedAt, file.zone, now, "fr") })}
          {!isLinked && !isWaiting && t("online.notLinked")}
          {invitation?.wantedAgainAt && !isLinked && <span class="block">{t(`online.wantedAgain.${sex}`)}</span>}
        </Fact>
        <Fact name={t("online.booking")}>
          {blockedBecause === null ? t("online.open") : t("online.blocked", { reason: blockedBecause })}
          {isKnown && <span class="block">{t(`online.known.${sex}`)}</span>}
        </Fact>
      </dl>
      <ul class="mt-2">
        <li>
          {isLinked ? (
            <a class="link target" href={proPaths.unlinkPatient(id)}>
              {t("online.unlink")}
            </a>
          ) : (
            <a class="link target" href={proPaths.patientInvitation(id)}>
              {t(invitation ? "online.invitation" : "online.invite")}
            </a>
          )}
        </li>
        <li>
          <a class="link target" href={proPaths.patientStanding(id)}>
            {t("online.change")}
          </a>
        </li>
      </ul>
    </Panel>
  );
}

/** The traits of the identity, and how far they were checked (RNIV). */
export function Identity({ file, summary: { birthplace, merges } }: FactsProps) {
  const t = useWords("secretariat");
  const { nameUsed, birthName, firstNames, birthDate, sex, birthplaceInsee, identityStatus } = file;
  const place = birthplaceInsee && (birthplace ? `${birthplace} (${birthplaceInsee})` : birthplaceInsee);
  return (
    <Panel id="identite" title={t("identity.title")}>
      <dl class="facts gap-3! mt-2 grid-cols-2">
        <Fact name={t("identity.nameUsed")}>{nameUsed.toLocaleUpperCase("fr")}</Fact>
        <Fact name={t("identity.birthName")}>{birthName.toLocaleUpperCase("fr")}</Fact>
        <Fact name={t("identity.firstNames")}>{firstNames}</Fact>
        <Fact name={t("identity.sexName")}>{t(`identity.sex.${sex}`)}</Fact>
        <Fact name={t("identity.birthDate")}>{fullDate(birthDate, "fr")}</Fact>
        <Fact name={t("identity.birthplace")}>{place ?? t("identity.unknown")}</Fact>
      </dl>
      <p class="small muted mt-3">{t(`identity.means.${identityStatus}`)}</p>
      <p class="mt-1">
        <a class="link target" href={proPaths.editPatient(file.id)}>
          {t("identity.edit")}
        </a>
      </p>
      <p>
        <a class="link target" href={proPaths.patientIdentity(file.id)}>
          {t("check.title")}
        </a>
      </p>
      {merges.map(({ id }) => (
        <p key={id}>
          <a class="link target" href={proPaths.unmergePatients(id)}>
            {t("unmerge.title")}
          </a>
        </p>
      ))}
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="min-w-0">
      <dt class="muted small font-normal!">{name}</dt>
      <dd class="font-medium text-base-content! break-words">{children}</dd>
    </div>
  );
}
