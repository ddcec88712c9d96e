import type { ComponentChildren } from "preact";
import { lengthFor } from "../appointments/agenda-of.ts";
import { phoneOf } from "../appointments/details.ts";
import type { SheetReason } from "../establishments/queries.ts";
import { paths } from "../paths.ts";
import { ChoiceLink } from "../ui/choice.tsx";
import { duration, phone } from "../ui/format.ts";
import { useWords, type Words } from "../ui/words.ts";
import type { SheetVisit } from "./sheet-visit.ts";

/** What one comes for: each choice is an address. */
export function SheetReasons({ visit }: { visit: SheetVisit }) {
  const t = useWords("directory");
  const { sheet, reasons, otherReasons, reason, site, unknown, seeker } = visit;
  if (sheet.reasons.length === 0) return null;
  const areBooked = sheet.booksOnline && reasons.length > 0;
  return (
    <section aria-labelledby="motif">
      <Step number={1} id="motif">
        {t("sheet.reasons.heading")}
      </Step>
      {unknown.reason && (
        <p class="mt-3" role="status">
          {t("sheet.reasons.unknown")}
        </p>
      )}
      {areBooked && (
        <ul class="mt-4 grid grid-cols-1 sm:grid-cols-2 gap-3">
          {reasons.map((each) => (
            <li key={each.id} class="grid grid-cols-1">
              <ChoiceLink
                href={paths.practitioner(sheet.slug, {
                  motif: each.id,
                  ...(visit.unknown.site ? {} : { lieu: site.id }),
                })}
                chosen={each.id === reason?.id}
                detail={detailsOf(each, lengthFor(each, seeker), t)}
              >
                {each.name}
              </ChoiceLink>
            </li>
          ))}
        </ul>
      )}
      <ByPhone visit={visit} reasons={sheet.booksOnline ? otherReasons : sheet.reasons} />
    </section>
  );
}

function ByPhone({ visit: { sheet, site }, reasons }: { visit: SheetVisit; reasons: SheetReason[] }) {
  const t = useWords("directory");
  if (reasons.length === 0) return null;
  const number = phone(phoneOf({ sitePhone: site.phone, establishmentPhone: sheet.establishmentPhone }));
  return (
    <>
      <p class="mt-5">{t("sheet.reasons.elsewhere", { phone: number })}</p>
      <ul class="mt-2 grid gap-1 list-disc ps-6">
        {reasons.map(({ id, name, bookableBy }) => (
          <li key={id}>
            {name}
            {bookableBy === "invited" && <span class="muted">, {t("sheet.reasons.invited")}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where, when there are several places. */
export function SheetSites({ visit }: { visit: SheetVisit }) {
  const t = useWords("directory");
  const { sheet, site, reason, unknown } = visit;
  if (sheet.sites.length < 2 || typeof visit.week === "string") return null;
  return (
    <section aria-labelledby="lieu">
      <Step number={2} id="lieu">
        {t("sheet.site.heading")}
      </Step>
      {unknown.site && (
        <p class="mt-3" role="status">
          {t("sheet.site.unknown")}
        </p>
      )}
      <ul class="mt-4 grid grid-cols-1 sm:grid-cols-2 gap-3">
        {sheet.sites.map((each) => (
          <li key={each.id} class="grid grid-cols-1">
            <ChoiceLink
              href={paths.practitioner(sheet.slug, { ...(reason && { motif: reason.id }), lieu: each.id })}
              chosen={each.id === site.id}
              detail={`${each.street}, ${each.commune}`}
            >
              {each.name}
            </ChoiceLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The heading of a step, with its number. */
export function Step({ number, id, children }: { number: number; id: string; children: ComponentChildren }) {
  return (
    <h2 id={id}>
      <span class="text-primary">{number}.</span> {children}
    </h2>
  );
}

/** « 20 min, au cabinet, patients déjà suivis, de 3 à 15 ans ». */
function detailsOf(
  { place, bookableBy, needsConfirmation, minAgeYears, maxAgeYears }: SheetReason,
  minutes: number,
  t: Words<"directory">,
): string {
  return [
    duration(minutes),
    t(`sheet.reasons.${place}`),
    bookableBy === "known" && t("sheet.reasons.known"),
    agesIn(minAgeYears, maxAgeYears, t),
    needsConfirmation && t("sheet.reasons.request"),
  ]
    .filter(Boolean)
    .join(", ");
}

function agesIn(min: number | null, max: number | null, t: Words<"directory">): string | null {
  if (min !== null && max !== null) return t("sheet.reasons.ageBetween", { min, max });
  if (min !== null) return t("sheet.reasons.ageFrom", { min });
  return max === null ? null : t("sheet.reasons.ageTo", { max });
}
