import type { VNode } from "preact";
import type { Sheet, SheetReason, SheetSite } from "../establishments/queries.ts";

/** What patients will read, drawn by the public sheet itself: src/app.tsx hands it in, since neither slice knows the other. */
export interface Previews {
  Sheet: (props: { sheet: Sheet; site: SheetSite }) => VNode;
  Reason: (props: { sheet: Sheet; site: SheetSite; reason: SheetReason }) => VNode;
  Site: (props: { sheet: Pick<Sheet, "establishmentName" | "establishmentPhone">; site: SheetSite }) => VNode;
}
