import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { dayAndMonth } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { AgendaGrid } from "./agenda-grid.tsx";
import type { Booking, BookingAnswer } from "./booking.ts";
import { BookingForm } from "./booking-form.tsx";
import type { DayBeside } from "./day-beside.ts";

/** The page of a booking: the form alone, or beside the day it goes into. */
export function NewAppointment({
  booking,
  beside,
  said = {},
}: {
  booking: Booking;
  beside: DayBeside | null;
  said?: BookingAnswer;
}) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const { day, site, agenda } = booking;
  const today = now.toZonedDateTimeISO(site.zone).toPlainDate();
  const columns = booking.typed.nouveau ? "xl:grid-cols-[minmax(0,1fr)_27rem]" : "xl:grid-cols-[minmax(0,1fr)_20rem]";
  const erred = Object.keys({ ...said.errors, ...said.fileErrors }).length > 0;
  return (
    <ProPage title={t("booking.title")} current={proPaths.agenda()} erred={erred} styles="agenda">
      <BackLink href={proPaths.agenda({ jour: day.toString(), praticien: agenda.id })}>
        {t("booking.back", { day: dayAndMonth(day, today, language) })}
      </BackLink>
      <h1>{t("booking.title")}</h1>
      <div class={`mt-4 grid grid-cols-1 gap-4 items-start ${columns}`}>
        <div class="max-xl:max-w-[34rem] xl:order-last">
          <BookingForm booking={booking} said={said} />
        </div>
        <div class="min-w-0 max-xl:hidden" data-part="beside">
          {beside && <AgendaGrid sight={beside.sight} planned={beside.planned} />}
        </div>
      </div>
    </ProPage>
  );
}
