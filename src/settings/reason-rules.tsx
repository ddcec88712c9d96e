import type { Room, Site } from "../establishments/settings.ts";
import { Select, TextArea } from "../ui/field.tsx";
import { useWords } from "../ui/words.ts";
import { delayUnitOf } from "./delay.ts";
import { Sentence } from "./sentence.tsx";
import { Panel } from "./setting-form.tsx";
import { Tick } from "./tick.tsx";

interface Part {
  typed: Record<string, string>;
  wrong: Record<string, string>;
}

/** From when to when it can be booked. */
export function When({ typed, wrong }: Part) {
  const t = useWords("settings");
  return (
    <Panel title={t("reason.when")}>
      <Sentence
        name="bookingNotice"
        label={t("reason.labels.bookingNotice")}
        hint={t("reason.noticeHint")}
        before={t("reason.noticeBefore")}
        after={t("reason.noticeAfter")}
        value={typed.bookingNotice}
        unit={delayUnitOf("bookingNotice", typed, t)}
        error={wrong.bookingNotice}
        optional
      />
      <Sentence
        name="bookingHorizon"
        label={t("reason.labels.bookingHorizon")}
        hint={t("reason.horizonHint")}
        before={t("reason.horizonBefore")}
        after={t("reason.horizonAfter")}
        value={typed.bookingHorizon}
        unit={{
          name: "bookingHorizonUnit",
          label: t("delay.unit"),
          value: typed.bookingHorizonUnit ?? "D",
          options: [
            { value: "D", label: t("delay.days") },
            { value: "M", label: t("delay.months") },
          ],
        }}
        error={wrong.bookingHorizon}
      />
      <Sentence
        name="releasedHoursBefore"
        label={t("reason.labels.releasedHoursBefore")}
        hint={t("reason.releasedHint")}
        before={t("reason.releasedBefore")}
        after={t("reason.releasedAfter")}
        value={typed.releasedHoursBefore}
        error={wrong.releasedHoursBefore}
        optional
      />
    </Panel>
  );
}

/** What to know before coming. */
export function ComingPanel({ typed, wrong }: Part) {
  const t = useWords("settings");
  return (
    <Panel title={t("reason.coming")}>
      <TextArea
        name="instructions"
        label={t("reason.labels.instructions")}
        hint={t("reason.instructionsHint")}
        value={typed.instructions}
        error={wrong.instructions}
        optional
      />
      <TextArea
        name="toBring"
        label={t("reason.labels.toBring")}
        hint={t("reason.toBringHint")}
        value={typed.toBring}
        error={wrong.toBring}
        optional
      />
    </Panel>
  );
}

/** Changing one's mind, and what only the agenda needs. */
export function Later({ typed, wrong, rooms, sites }: Part & { rooms: readonly Room[]; sites: readonly Site[] }) {
  const t = useWords("settings");
  const siteName = (id: string) => sites.find((site) => site.id === id)?.name ?? "";
  return (
    <>
      <Panel title={t("reason.change")}>
        <Tick name="cancellableOnline" checked={typed.cancellableOnline !== undefined}>
          {t("reason.labels.cancellableOnline")}
        </Tick>
        <Tick name="movableOnline" checked={typed.movableOnline !== undefined}>
          {t("reason.labels.movableOnline")}
        </Tick>
        <Sentence
          name="cancelNotice"
          label={t("reason.labels.cancelNotice")}
          hint={t("reason.cancelNoticeHint")}
          before={t("delay.until")}
          after={t("delay.before")}
          value={typed.cancelNotice}
          unit={delayUnitOf("cancelNotice", typed, t)}
          error={wrong.cancelNotice}
          optional
        />
        <Sentence
          name="maxMoves"
          label={t("reason.labels.maxMoves")}
          hint={t("form.emptyMeansUnlimited")}
          before={t("reason.movesBefore")}
          after={t("reason.movesAfter")}
          value={typed.maxMoves}
          error={wrong.maxMoves}
          optional
        />
      </Panel>
      <Panel title={t("reason.agenda")} hint={t("reason.agendaHint")}>
        <Sentence
          name="stepMin"
          label={t("reason.labels.stepMin")}
          hint={t("reason.stepHint")}
          before={t("reason.stepBefore")}
          after={t("reason.minutes")}
          value={typed.stepMin}
          error={wrong.stepMin}
          optional
        />
        <Sentence
          name="bufferBeforeMin"
          label={t("reason.labels.bufferBeforeMin")}
          before={t("reason.bufferKeep")}
          after={t("reason.bufferBefore")}
          value={typed.bufferBeforeMin}
          error={wrong.bufferBeforeMin}
          optional
        />
        <Sentence
          name="bufferAfterMin"
          label={t("reason.labels.bufferAfterMin")}
          before={t("reason.bufferKeep")}
          after={t("reason.bufferAfter")}
          value={typed.bufferAfterMin}
          error={wrong.bufferAfterMin}
          optional
        />
        {rooms.length > 0 && (
          <Select
            name="roomId"
            label={t("reason.labels.roomId")}
            hint={t("reason.roomHint")}
            value={typed.roomId}
            error={wrong.roomId}
            options={[
              { value: "", label: t("reason.noRoom") },
              ...rooms.map(({ id, name, siteId }) => ({ value: id, label: `${name} (${siteName(siteId)})` })),
            ]}
          />
        )}
      </Panel>
    </>
  );
}
