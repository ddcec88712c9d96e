import { practitionerName } from "../appointments/details.ts";
import { jobOf, specialtiesOf, withinSentence } from "../establishments/specialty.ts";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { DirectPost } from "../ui/direct-post.tsx";
import { dayAndMonth } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { atPlace } from "./at-place.ts";
import { ChangeRule } from "./change-rule.tsx";
import { Face } from "./face.tsx";
import { SheetReasons, SheetSites } from "./sheet-choices.tsx";
import { SheetFacts } from "./sheet-facts.tsx";
import { SheetTimes } from "./sheet-times.tsx";
import type { SheetVisit } from "./sheet-visit.ts";
import { slotFields } from "./slot-link.tsx";

/** A practitioner's sheet: reason, place and day on one side, practical facts on the other. */
export function SheetView({ visit }: { visit: SheetVisit }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const { sheet, site, reason } = visit;
  const said = {
    name: practitionerName(sheet),
    job: withinSentence(jobOf(sheet, language)),
    where: atPlace(site.commune, t),
    postalCode: site.postalCode,
  };
  return (
    <Page title={t("sheet.title", said)} description={t("sheet.description", said)}>
      <div itemscope itemtype="https://schema.org/MedicalBusiness">
        <WayBack visit={visit} />
        <SheetHeading visit={visit} />
        <Away visit={visit} />
        <div class="mt-9 grid grid-cols-1 gap-9 lg:grid-cols-[minmax(0,1fr)_20.5rem] items-start">
          <div class="grid grid-cols-1 gap-9">
            <SheetReasons visit={visit} />
            <SheetSites visit={visit} />
            <SheetTimes visit={visit} />
            {reason && sheet.booksOnline && <BeforeComing visit={visit} />}
            {reason && sheet.booksOnline && <ChangeRule sheet={sheet} site={site} reason={reason} />}
            <Presentation visit={visit} />
          </div>
          <SheetFacts sheet={sheet} site={site} />
        </div>
        <DirectPost action={paths.choice()} fields={slotFields} />
      </div>
    </Page>
  );
}

/** Who receives instead for a while, and until when one does oneself. */
function Away({ visit: { sheet, today } }: { visit: SheetVisit }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const { replacement, leavesOn } = sheet;
  const day = (on: Temporal.PlainDate | string) => dayAndMonth(Temporal.PlainDate.from(on), today, language);
  if (!replacement && !leavesOn) return null;
  return (
    <Notice icon="info" class="mt-6">
      {replacement && (
        <p>
          <strong>
            {t("sheet.replaced", { from: day(replacement.fromOn), to: day(replacement.toOn), name: replacement.name })}
          </strong>{" "}
          <a class="link target" href={paths.practitioner(replacement.slug)}>
            {t("sheet.seeReplacement", { name: replacement.name })}
          </a>
        </p>
      )}
      {leavesOn && <p>{t("sheet.leaves", { day: day(leavesOn) })}</p>}
    </Notice>
  );
}

/** To the others of this specialty, around here. */
function WayBack({ visit: { sheet, site } }: { visit: SheetVisit }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const [specialty] = specialtiesOf(sheet);
  const jobs = specialty ? specialty.names[language].plural : t("search.anyone");
  const ou = `${site.commune} (${site.postalCode})`;
  return (
    <BackLink href={paths.search({ ou, ...(specialty && { qui: specialty.names.fr.masculine }) })}>
      {t("sheet.back", { jobs, where: atPlace(site.commune, t) })}
    </BackLink>
  );
}

/** Who it is, and what matters at once. */
export function SheetHeading({
  visit: { sheet, site },
  title: Title = "h1",
}: {
  visit: SheetVisit;
  title?: "h1" | "h3";
}) {
  const t = useWords("directory");
  const { language } = useRequest();
  return (
    <>
      <div class="flex flex-wrap gap-5 sm:gap-6 items-center">
        <Face of={sheet} class="w-[4.6rem]! sm:w-[6.4rem]! rounded-[1.6rem]! text-[1.7rem]! sm:text-[2.2rem]!" />
        <div class="grow basis-48 min-w-0 wrap-anywhere">
          <Title itemprop="name">{practitionerName(sheet)}</Title>
          <p class="lead mt-1">{jobOf(sheet, language)}</p>
        </div>
      </div>
      <ul class="mt-5 flex flex-wrap gap-2">
        <li>
          {sheet.acceptsNewPatients ? (
            <State kind="ok" icon="user-plus">
              {t("sheet.newPatients")}
            </State>
          ) : (
            <State icon="user-round">{t("sheet.noNewPatients")}</State>
          )}
        </li>
        {sheet.feeSector && (
          <li>
            <State icon="euro">
              {sheet.takesVitale
                ? t("sheet.fees", { sector: t(`sheet.sector.${sheet.feeSector}`) })
                : t(`sheet.sector.${sheet.feeSector}`)}
            </State>
          </li>
        )}
        {site.wheelchair && (
          <li>
            <State icon="accessibility">{t("sheet.wheelchair")}</State>
          </li>
        )}
      </ul>
    </>
  );
}

/** What to know and to bring, for the reason chosen. */
export function BeforeComing({ visit: { reason } }: { visit: SheetVisit }) {
  const t = useWords("directory");
  if (!reason?.instructions && !reason?.toBring) return null;
  return (
    <section aria-labelledby="avant">
      <h2 id="avant">{t("sheet.before.heading")}</h2>
      {reason.instructions && (
        <p lang="fr" class="mt-3 max-w-[38rem]">
          {reason.instructions}
        </p>
      )}
      {reason.toBring && (
        <>
          <p class="mt-3">
            <strong>{t("sheet.before.bring")}</strong>
          </p>
          <ul lang="fr" class="mt-1 ps-5 list-disc">
            {reason.toBring.split("\n").map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The practitioner's own words. */
export function Presentation({ visit: { sheet } }: { visit: SheetVisit }) {
  const t = useWords("directory");
  if (!sheet.presentation) return null;
  return (
    <section aria-labelledby="presentation">
      <h2 id="presentation">{t("sheet.presentation")}</h2>
      <p lang="fr" class="mt-3 max-w-[38rem] whitespace-pre-line" itemprop="description">
        {sheet.presentation}
      </p>
    </section>
  );
}
