import { Hono } from "hono";
import { offersHere, practitionersOf, type Reason, reasonsOf } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { duration } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useWords } from "../ui/words.ts";
import { staffOf } from "./desk-of.ts";
import { Hue } from "./hue.tsx";
import { nameOf } from "./names.ts";
import { presetName, presetsFor } from "./presets.ts";
import { withoutTime } from "./reason-warnings.ts";
import { SettingPage } from "./setting-page.tsx";
import { SettingRow } from "./setting-row.tsx";

type Listed = Reason & { offeredBy: string[]; hasNoTime: boolean };

/** Why people come: every visit reason, by whom it is offered, and what is wrong with it. */
export const reasonsPage = new Hono<Web>().get(proPaths.reasons(), onlyFor("manager"), async (c) => {
  const by = staffOf(c);
  const today = c.var.now().toZonedDateTimeISO("UTC").toPlainDate();
  const { listed, presets } = await asActor(c.var.db, by, async (tx) => {
    const practitioners = await practitionersOf(tx, by);
    const offers = await offersHere(tx, by);
    const warnings = await withoutTime(tx, by, { today });
    const names = new Map(practitioners.map((each) => [each.id, nameOf(each)]));
    const listed = (await reasonsOf(tx, by)).map((reason) => ({
      ...reason,
      offeredBy: offers
        .filter(({ visitReasonId }) => visitReasonId === reason.id)
        .map(({ practitionerId }) => names.get(practitionerId) ?? ""),
      hasNoTime: warnings.some(({ reasonId }) => reasonId === reason.id),
    }));
    return { listed, presets: presetsFor(practitioners) };
  });
  const taken = new Set(listed.map(({ name }) => name));
  const free = presets.map((preset) => ({ key: preset.key, name: presetName(preset), minutes: preset.durationMin }));
  return c.render(<ReasonsView reasons={listed} presets={free.filter(({ name }) => !taken.has(name))} />);
});

function ReasonsView({
  reasons,
  presets,
}: {
  reasons: Listed[];
  presets: { key: string; name: string; minutes: number }[];
}) {
  const t = useWords("settings");
  return (
    <SettingPage
      title={t("reason.title")}
      lead={t("reason.lead")}
      actions={
        <ButtonLink href={proPaths.newReason()} icon="plus">
          {t("reason.addOne")}
        </ButtonLink>
      }
    >
      {reasons.some(({ active, hasNoTime }) => active && hasNoTime) && (
        <Notice kind="sun" icon="triangle-alert" class="mb-4 max-w-[48rem]">
          {t("reason.someWithoutTime")}
        </Notice>
      )}
      {reasons.length === 0 ? (
        <EmptyState icon="list-checks" title={t("reason.none")} text={t("reason.noneText")} />
      ) : (
        <ul class="sheet rows max-w-[48rem]">
          {reasons.map((reason) => (
            <SettingRow
              key={reason.id}
              href={proPaths.reason(reason.id)}
              mark={<Hue hue={reason.hue} />}
              name={reason.name}
              active={reason.active}
            >
              {duration(reason.durationMin)}, {t(`reason.bookers.${reason.bookableBy}`).toLowerCase()}
              <br />
              {reason.offeredBy.length > 0 ? reason.offeredBy.join(", ") : t("reason.offeredByNobody")}
              {reason.active && reason.hasNoTime && (
                <span class="block">
                  <Icon name="triangle-alert" /> {t("reason.withoutTime")}
                </span>
              )}
            </SettingRow>
          ))}
        </ul>
      )}
      {presets.length > 0 && (
        <section class="mt-6 max-w-[48rem]" aria-labelledby="modeles">
          <h2 id="modeles">{t("presets.title")}</h2>
          <p class="muted">{t("presets.lead")}</p>
          <ul class="flex flex-wrap gap-2 mt-3">
            {presets.map(({ key, name, minutes }) => (
              <li key={key}>
                <ButtonLink tone="outline" icon="plus" href={proPaths.newReason({ modele: key })}>
                  {name}, {duration(minutes)}
                </ButtonLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </SettingPage>
  );
}
