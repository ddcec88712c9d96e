import type { Sheet, SheetReason, SheetSite } from "../establishments/queries.ts";
import { ChangeRule } from "./change-rule.tsx";
import { SheetReasons } from "./sheet-choices.tsx";
import { SheetFacts, SiteFacts, type SiteFactsProps } from "./sheet-facts.tsx";
import { BeforeComing, Presentation, SheetHeading } from "./sheet-view.tsx";
import type { SheetVisit } from "./sheet-visit.ts";

/** What the public sheet will say, drawn by the sheet itself: for whoever is writing it (src/settings, by way of src/app.tsx). */
export function SheetPreview({ sheet, site }: { sheet: Sheet; site: SheetSite }) {
  const visit = visitTo(sheet, site, null);
  return (
    <div class="grid gap-5">
      <SheetHeading visit={visit} title="h3" />
      <Presentation visit={visit} />
      <SheetFacts sheet={sheet} site={site} />
    </div>
  );
}

/** What the public sheet will say of one visit reason. */
export function ReasonPreview({ sheet, site, reason }: { sheet: Sheet; site: SheetSite; reason: SheetReason }) {
  const visit = visitTo(sheet, site, reason);
  return (
    <div class="grid gap-5">
      <SheetReasons visit={visit} />
      {reason.bookableBy !== "staff" && <BeforeComing visit={visit} />}
      {reason.bookableBy !== "staff" && <ChangeRule sheet={sheet} site={site} reason={reason} />}
    </div>
  );
}

/** What the public sheet will say of one place. */
export function SitePreview({ sheet, site }: SiteFactsProps) {
  return (
    <dl class="facts grid-cols-1 gap-5!">
      <SiteFacts sheet={sheet} site={site} />
    </dl>
  );
}

function visitTo(sheet: Sheet, site: SheetSite, reason: SheetReason | null): SheetVisit {
  const all = reason ? [reason] : [];
  const isOnline = reason?.bookableBy === "everyone" || reason?.bookableBy === "known";
  return {
    sheet: { ...sheet, reasons: all },
    ...{ seeker: "new-patient", reason, site, unknown: { reason: false, site: false } },
    ...{ reasons: isOnline ? all : [], otherReasons: isOnline ? [] : all },
    ...{ today: Temporal.PlainDate.from("1970-01-01"), week: "no-reason" },
  };
}
