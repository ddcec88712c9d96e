import { practitionerName } from "../appointments/details.ts";
import { listedName } from "../patients/listed-name.ts";
import { proPaths } from "../pro-paths.ts";
import { hour, longDay, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { type Booking, type Caution, cautionsOf, seenAs } from "./booking.ts";
import type { PatientCard } from "./patient-card.ts";
import { BornAndAge } from "./patient-line.tsx";

/** Who the visit is for, and what must not be missed. The form remembers what it showed. */
export function ChosenPatient({ booking }: { booking: Booking & { patient: PatientCard } }) {
  const t = useWords("agenda");
  const { patient } = booking;
  const cautions = cautionsOf(booking);
  return (
    <div class="grid gap-2" role="status">
      <input type="hidden" name="patient" value={patient.id} />
      <input type="hidden" name="vu" value={cautions.map((caution) => seenAs(caution, booking)).join(" ")} />
      <div class="flex gap-2 items-start rounded-lg bg-soft text-secondary-content ps-3 py-2">
        <div class="grow min-w-0">
          <p class="font-semibold leading-tight break-words">{listedName(patient)}</p>
          <p class="text-sm">
            <BornAndAge birthDate={patient.birthDate} />
            {patient.birthName.toLocaleUpperCase("fr") !== patient.nameUsed.toLocaleUpperCase("fr") && (
              <>, {t(`booking.born.${patient.sex}`, { name: patient.birthName.toLocaleUpperCase("fr") })}</>
            )}
          </p>
          <p class="text-sm">
            {patient.phone ? phone(patient.phone) : t("booking.noPhone")}
            {!patient.isKnown && <>, {t(`booking.newPatient.${patient.sex}`)}</>}
          </p>
          <a class="link target text-sm" href={proPaths.patient(patient.id)} target="_blank" rel="noreferrer">
            {t("booking.file")}
          </a>
        </div>
        <button
          type="submit"
          class="btn btn-ghost btn-square"
          name="geste"
          value="changer"
          aria-label={t("booking.otherPatient")}
        >
          <Icon name="x" />
        </button>
      </div>
      {cautions.length > 0 && (
        <ul class="grid gap-2">
          {cautions.map((caution) => (
            <CautionLine key={caution} caution={caution} booking={booking} />
          ))}
        </ul>
      )}
    </div>
  );
}

const icons: Record<Caution, IconName> = {
  "same-day": "calendar-check",
  "too-young": "triangle-alert",
  "too-old": "triangle-alert",
  blocked: "ban",
  note: "sticky-note",
  missed: "user-x",
};

function CautionLine({ caution, booking }: { caution: Caution; booking: Booking & { patient: PatientCard } }) {
  return (
    <li class="notice notice-sun px-3! py-2.5! gap-2.5!">
      <Icon name={icons[caution]} />
      <div class="min-w-0 text-[.9375rem]">
        <CautionWords caution={caution} booking={booking} />
      </div>
    </li>
  );
}

function CautionWords({ caution, booking }: { caution: Caution; booking: Booking & { patient: PatientCard } }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const { patient, reason, day, site } = booking;
  switch (caution) {
    case "same-day":
      return (
        <>
          <p class="font-semibold">
            {t("booking.sameDay", { day: longDay(day, now.toZonedDateTimeISO(site.zone).toPlainDate(), language) })}
          </p>
          <ul>
            {patient.thatDay.map((visit) => (
              <li key={visit.id}>
                <a class="link target" href={proPaths.appointment(visit.id)} target="_blank" rel="noreferrer">
                  {hour(visit.startsAt, visit.zone)}, {practitionerName(visit)}, {visit.reasonName}
                </a>
              </li>
            ))}
          </ul>
        </>
      );
    case "too-young":
      return <p>{t("booking.tooYoung", { reason: reason.name, count: reason.minAgeYears ?? 0 })}</p>;
    case "too-old":
      return <p>{t("booking.tooOld", { reason: reason.name, count: reason.maxAgeYears ?? 0 })}</p>;
    case "blocked":
      return (
        <p class="break-words">
          <strong>{t(`booking.blocked.${patient.sex}`)}</strong> {patient.blockedOnlineBecause}
        </p>
      );
    case "note":
      return (
        <>
          <p class="whitespace-pre-line break-words">{patient.pinned?.note}</p>
          <p class="muted text-sm">
            {t("booking.pinned", { name: patient.pinned?.writtenBy || t("booking.formerly") })}
          </p>
        </>
      );
    case "missed":
      return <p>{t("booking.missed", { count: patient.missed })}</p>;
  }
}
