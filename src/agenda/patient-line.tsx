import { dayFigures } from "../patients/file-typed.ts";
import { ageOn } from "../patients/relative.ts";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

/** « 14/03/1951, 75 ans »; of a child under two, in months. */
export function BornAndAge({ birthDate }: { birthDate: Temporal.PlainDate }) {
  const { now } = useRequest();
  const t = useWords("agenda");
  const today = now.toZonedDateTimeISO("Europe/Paris").toPlainDate();
  const years = ageOn(birthDate, today);
  const { months } = birthDate.until(today, { largestUnit: "months" });
  return (
    <>
      <time datetime={birthDate.toString()}>{dayFigures(birthDate)}</time>,{" "}
      {years < 2 ? t("booking.ageMonths", { count: Math.max(0, months) }) : t("booking.age", { count: years })}
    </>
  );
}
