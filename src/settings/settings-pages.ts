import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { housePage } from "./house-page.tsx";
import { hubPage } from "./hub-page.tsx";
import { offersPage } from "./offers-page.tsx";
import { photoPage } from "./photo-page.tsx";
import { practitionerPage } from "./practitioner-page.tsx";
import { practitionersPage } from "./practitioners-page.tsx";
import type { Previews } from "./previews.ts";
import { reasonPage } from "./reason-page.tsx";
import { reasonsPage } from "./reasons-page.tsx";
import { roomsPage } from "./rooms-page.tsx";
import { sheetPage } from "./sheet-page.tsx";
import { sitePage } from "./site-page.tsx";
import { sitesPage } from "./sites-page.tsx";

/** All that sets a practice up. An address that adds comes before the one that would read its last word as an id. */
export function settingsPages({ previews }: { previews: Previews }) {
  return new Hono<Web>()
    .route("/", hubPage)
    .route("/", housePage)
    .route("/", sitesPage)
    .route("/", sitePage({ previews }))
    .route("/", roomsPage)
    .route("/", practitionersPage)
    .route("/", practitionerPage)
    .route("/", sheetPage({ previews }))
    .route("/", photoPage)
    .route("/", offersPage)
    .route("/", reasonsPage)
    .route("/", reasonPage({ previews }));
}
