import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import { dayAndHour, duration, hour, hourInFull, longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";

/** When, with whom, what for, and all the words around it. */
export function VisitFacts({ visit }: { visit: AppointmentForStaff }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const { startsAt, endsAt, zone, durationMin } = visit;
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  return (
    <div class="grid gap-3">
      <p class="flex gap-2.5">
        <Icon name="calendar-days" class="mt-0.5" />
        <span>
          <strong class="tnum">
            {hourInFull(startsAt, zone, language)} – {hour(endsAt, zone)}
          </strong>
          <span class="block">
            {capitalise(longDay(startsAt.toZonedDateTimeISO(zone).toPlainDate(), today, language))}
          </span>
          <span class="muted block">
            {visit.practitioner}, {visit.siteName}
          </span>
        </span>
      </p>
      <p class="flex gap-2.5">
        <Icon name={placeIcons[visit.place]} class="mt-0.5" />
        <span>
          {visit.reasonName}, {duration(durationMin)}
          {visit.place !== "in-person" && <span class="muted block">{t(`visit.place.${visit.place}`)}</span>}
        </span>
      </p>
      {visit.note && (
        <div class="flex gap-2.5">
          <Icon name="file-text" class="mt-0.5" />
          <div class="min-w-0">
            <p class="whitespace-pre-line break-words">{visit.note.text}</p>
            <p class="muted text-sm">
              {t("visit.noteBy", {
                name: visit.note.by ?? t("booking.formerly"),
                when: dayAndHour(visit.note.at, zone, now, language),
              })}
            </p>
          </div>
        </div>
      )}
      {visit.wordsForPractice && <Words title={t(`visit.words.${visit.patient.sex}`)}>{visit.wordsForPractice}</Words>}
      {visit.cancelledBecause && <Words title={t("visit.because")}>{visit.cancelledBecause}</Words>}
      {visit.wordsForPatient && <Words title={t("visit.message")}>{visit.wordsForPatient}</Words>}
      <Origin visit={visit} />
    </div>
  );
}

const placeIcons = { "in-person": "clipboard-list", video: "video", phone: "phone", home: "house" } as const;

function Words({ title, children }: { title: string; children: string }) {
  return (
    <div class="flex gap-2.5">
      <Icon name="message-square" class="mt-0.5" />
      <div class="min-w-0">
        <p class="muted text-sm">{title}</p>
        <p class="whitespace-pre-line break-words">{children}</p>
      </div>
    </div>
  );
}

function Origin({ visit: { origin, bookedBy, bookedAt, zone } }: { visit: AppointmentForStaff }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const when = dayAndHour(bookedAt, zone, now, language);
  return (
    <p class="muted text-sm flex gap-2.5 items-center">
      <Icon name={origin === "online" ? "globe" : origin === "import" ? "file-spreadsheet" : "phone"} />
      {origin === "staff"
        ? t("visit.origin.staff", { name: bookedBy ?? t("history.by.staff"), when })
        : t(`visit.origin.${origin}`, { when })}
    </p>
  );
}
