import type { House, Room, Site } from "../establishments/settings.ts";
import { proPaths } from "../pro-paths.ts";
import { Field, TextArea } from "../ui/field.tsx";
import { useSentences, useWords, type Words } from "../ui/words.ts";
import type { Ahead } from "./ahead.ts";
import { Closing } from "./closing.tsx";
import { delayUnitOf } from "./delay.ts";
import type { Previews } from "./previews.ts";
import { Sentence } from "./sentence.tsx";
import { type FormState, Panel, SettingForm } from "./setting-form.tsx";
import { SettingPage } from "./setting-page.tsx";
import { Beside, Holidays, Place } from "./site-panels.tsx";
import { Tick } from "./tick.tsx";

export interface SiteViewProps {
  /** Null: a new one. */
  site: Site | null;
  rooms?: Room[];
  ahead?: Ahead;
  /** Its number is that of a site without one. */
  house: Pick<House, "name" | "phone">;
  state: FormState;
  hidden: Record<string, string>;
  previews: Previews;
}

/** The form of a site; of one that is there, also its holidays, its rooms, and how to close it. */
export function SiteView({ site, rooms = [], ahead, house, state, hidden, previews }: SiteViewProps) {
  const t = useWords("settings");
  const wrong = useSentences("settings", state.errors ?? {});
  const action = site ? proPaths.site(site.id) : proPaths.newSite();
  const { typed } = state;
  return (
    <SettingPage
      title={site ? site.name : t("site.new")}
      back={{ href: proPaths.sites(), label: t("site.title") }}
      erred={Object.keys(wrong).length > 0}
      actions={
        site && (
          <a class="btn btn-outline" href={proPaths.rooms(site.id)}>
            {t("room.count", { count: rooms.length })}
          </a>
        )
      }
    >
      <SettingForm
        action={action}
        state={state}
        hidden={hidden}
        submit={site ? t("form.save") : t("site.add")}
        preview={<Beside typed={typed} site={site} house={house} previews={previews} />}
      >
        <Place typed={typed} wrong={wrong} site={site} />
        <Panel title={t("site.coming")} hint={t("site.comingHint")}>
          <TextArea
            name="access"
            label={t("site.access")}
            hint={t("site.accessHint")}
            value={typed.access}
            error={wrong.access}
            optional
          />
          <Tick name="wheelchair" checked={typed.wheelchair !== undefined} detail={t("site.wheelchairHint")}>
            {t("site.wheelchair")}
          </Tick>
          <Field
            name="phone"
            type="tel"
            label={t("site.phone")}
            hint={t("site.phoneHint")}
            value={typed.phone}
            error={wrong.phone}
            optional
          />
          <TextArea
            name="secretariatHours"
            label={t("site.hours")}
            hint={t("site.hoursHint")}
            value={typed.secretariatHours}
            error={wrong.secretariatHours}
            rows={2}
            optional
          />
        </Panel>
        <Panel title={t("site.rules")}>
          <Sentence
            name="cancelNotice"
            label={t("site.cancelNotice")}
            hint={t("site.cancelNoticeHint")}
            before={t("delay.until")}
            after={t("delay.before")}
            value={typed.cancelNotice}
            unit={delayUnitOf("cancelNotice", typed, t)}
            error={wrong.cancelNotice}
          />
        </Panel>
        {site && <Holidays site={site} typed={typed} />}
      </SettingForm>
      {site && ahead && <Closing what="site" action={action} active={site.active} ahead={ahead} />}
    </SettingPage>
  );
}

/** What each field is called, for whoever is told what differs. */
export function siteLabels(t: Words<"settings">): Record<string, string> {
  return {
    ...{ name: t("site.name"), street: t("site.street"), postalCode: t("site.postalCode"), commune: t("site.commune") },
    ...{ access: t("site.access"), wheelchair: t("site.wheelchair"), phone: t("site.phone") },
    ...{ secretariatHours: t("site.hours"), cancelNotice: t("site.cancelNotice") },
  };
}
