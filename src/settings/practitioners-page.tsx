import { Hono } from "hono";
import { type PractitionerSettings, practitionersOf } from "../establishments/settings.ts";
import { jobOf } from "../establishments/specialty.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { useWords } from "../ui/words.ts";
import { staffOf } from "./desk-of.ts";
import { nameOf } from "./names.ts";
import { SettingPage } from "./setting-page.tsx";
import { SettingRow } from "./setting-row.tsx";

/** Those who receive patients here. */
export const practitionersPage = new Hono<Web>().get(proPaths.practitioners(), onlyFor("manager"), async (c) => {
  const practitioners = await asActor(c.var.db, c.var.actor, (tx) => practitionersOf(tx, staffOf(c)));
  return c.render(<PractitionersView practitioners={practitioners} />);
});

function PractitionersView({ practitioners }: { practitioners: PractitionerSettings[] }) {
  const t = useWords("settings");
  return (
    <SettingPage
      title={t("practitioner.title")}
      lead={t("practitioner.lead")}
      actions={
        <ButtonLink href={proPaths.newPractitioner()} icon="plus">
          {t("practitioner.addOne")}
        </ButtonLink>
      }
    >
      {practitioners.length === 0 ? (
        <EmptyState icon="stethoscope" title={t("practitioner.none")} text={t("practitioner.noneText")} />
      ) : (
        <ul class="sheet rows max-w-[48rem]">
          {practitioners.map((each) => (
            <SettingRow
              key={each.id}
              href={proPaths.practitioner(each.id)}
              icon="stethoscope"
              name={nameOf(each)}
              active={each.active}
            >
              {jobOf(each, "fr")}
            </SettingRow>
          ))}
        </ul>
      )}
    </SettingPage>
  );
}
