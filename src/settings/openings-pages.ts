import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { absencePage } from "./absence-page.tsx";
import { absencesPage } from "./absences-page.tsx";
import { endAbsencePage } from "./end-absence-page.tsx";
import { endOpeningPage } from "./end-opening-page.tsx";
import { openingPage } from "./opening-page.tsx";
import { openingsPage } from "./openings-page.tsx";
import { previewPage } from "./preview-page.tsx";

/** When the practice receives: openings, absences, and what patients see of them. `preview` stands before the openings by their ids. */
export const openingsPages = new Hono<Web>()
  .route("/", openingsPage)
  .route("/", previewPage)
  .route("/", openingPage)
  .route("/", endOpeningPage)
  .route("/", absencesPage)
  .route("/", absencePage)
  .route("/", endAbsencePage);
