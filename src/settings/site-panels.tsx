import { plainDateOf } from "../availability/calendar.ts";
import { practicePhone } from "../establishments/practice-phone.ts";
import type { House, Site } from "../establishments/settings.ts";
import { zonesOf } from "../establishments/territory.ts";
import { paths } from "../paths.ts";
import { Field, Select } from "../ui/field.tsx";
import { fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { SuggestField } from "../ui/suggest-field.tsx";
import { capitalise } from "../ui/typography.ts";
import { useWords, type Words } from "../ui/words.ts";
import { delayFrom } from "./answers.ts";
import { delaySaid } from "./delay.ts";
import type { Previews } from "./previews.ts";
import { Panel } from "./setting-form.tsx";
import { holidaysAt } from "./site-answers.ts";
import { Tick } from "./tick.tsx";

interface Part {
  typed: Record<string, string>;
  wrong: Record<string, string>;
}

/** Its name and its address. */
export function Place({ typed, wrong, site }: Part & { site: Site | null }) {
  const t = useWords("settings");
  const zones = site ? zonesOf(site.inseeCode) : [];
  return (
    <Panel title={t("site.place")}>
      <Field
        name="name"
        label={t("site.name")}
        hint={t("site.nameHint")}
        value={typed.name}
        error={wrong.name}
        maxlength={120}
      />
      <Field
        name="street"
        label={t("site.street")}
        value={typed.street}
        error={wrong.street}
        autocomplete="street-address"
        maxlength={120}
      />
      <div class="grid sm:grid-cols-[9rem_1fr] gap-4">
        <Field
          name="postalCode"
          label={t("site.postalCode")}
          value={typed.postalCode}
          error={wrong.postalCode}
          inputmode="numeric"
          maxlength={5}
        />
        <SuggestField
          name="commune"
          label={t("site.commune")}
          value={typed.commune}
          error={wrong.commune}
          source={paths.communesApi()}
          maxlength={120}
        />
      </div>
      {site && (
        <p class="muted">
          {t("site.derived", { zone: zoneName(site.zone), region: regionName(site.holidayRegion, t) })}
        </p>
      )}
      {zones.length > 1 && (
        <Select
          name="zone"
          label={t("site.zone")}
          hint={t("site.zoneHint")}
          value={typed.zone}
          error={wrong.zone}
          options={zones.map((zone) => ({ value: zone, label: zoneName(zone) }))}
        />
      )}
    </Panel>
  );
}

/** The holidays of the coming twelve months, each with its tick « ouvert ». */
export function Holidays({ site, typed }: { site: Site; typed: Record<string, string> }) {
  const t = useWords("settings");
  const { now } = useRequest();
  const today = now.toZonedDateTimeISO(site.zone).toPlainDate();
  const year = { ...site, goodFriday: true };
  const coming = [today.year, today.year + 1]
    .flatMap((each) => holidaysAt(year, each))
    .map(({ name, on }) => ({ name, on: plainDateOf(on) }))
    .filter(
      ({ on }) =>
        Temporal.PlainDate.compare(on, today) >= 0 && Temporal.PlainDate.compare(on, today.add({ years: 1 })) < 0,
    )
    .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on));
  return (
    <Panel title={t("site.holidays")} hint={t("site.holidaysHint", { region: regionName(site.holidayRegion, t) })}>
      {site.holidayRegion === "alsace-moselle" && (
        <Tick name="goodFriday" checked={typed.goodFriday !== undefined} detail={t("site.goodFridayHint")}>
          {t("site.goodFriday")}
        </Tick>
      )}
      {site.holidayRegion !== "alsace-moselle" && typed.goodFriday && (
        <input type="hidden" name="goodFriday" value="on" />
      )}
      <fieldset>
        <legend class="font-semibold">{t("site.openOn")}</legend>
        <div class="grid sm:grid-cols-2 gap-x-4 mt-1">
          {coming.map(({ name, on }) => (
            <Tick
              key={name}
              name={`open.${name}`}
              checked={typed[`open.${name}`] !== undefined}
              detail={fullDate(on, "fr")}
            >
              {capitalise(t(`holidays.${name}`))}
            </Tick>
          ))}
        </div>
      </fieldset>
    </Panel>
  );
}

/** What patients will read. */
export function Beside({
  typed,
  site,
  house,
  previews,
}: {
  typed: Record<string, string>;
  site: Site | null;
  house: Pick<House, "name" | "phone">;
  previews: Previews;
}) {
  const t = useWords("settings");
  const { Site: Preview } = previews;
  if (!typed.street || !typed.commune) return <p class="muted">{t("site.previewEmpty")}</p>;
  const cancelNotice = delayFrom(
    /^\d{1,5}$/.test(typed.cancelNotice ?? "") ? Number(typed.cancelNotice) : null,
    typed.cancelNoticeUnit === "D" ? "D" : "H",
  );
  return (
    <>
      <Preview
        sheet={{ establishmentName: house.name, establishmentPhone: house.phone }}
        site={{
          ...{ id: site?.id ?? "", name: typed.name || "…", street: typed.street, postalCode: typed.postalCode ?? "" },
          ...{ commune: typed.commune, zone: site?.zone ?? "Europe/Paris", access: typed.access?.trim() || null },
          phone: practicePhone(typed.phone ?? ""),
          secretariatHours: typed.secretariatHours?.trim() || null,
          ...{ wheelchair: typed.wheelchair !== undefined, cancelNotice, weekdays: [] },
        }}
      />
      <Notice icon="calendar-x-2" class="mt-4">
        {cancelNotice ? t("site.previewCancel", { delay: delaySaid(cancelNotice, t) }) : t("site.previewCancelNone")}
      </Notice>
    </>
  );
}

/** In winter some zones are named after the winter. */
const inSummer = Date.UTC(2026, 6, 1);

function zoneName(zone: string): string {
  const parts = new Intl.DateTimeFormat("fr", { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(inSummer);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

function regionName(region: string, t: Words<"settings">): string {
  return t(`regions.${region as "metropole"}`);
}
