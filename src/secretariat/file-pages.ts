import { Hono } from "hono";
import type { Auth } from "../accounts/auth.ts";
import { patientInvitationLimits } from "../patients/invite-patient.ts";
import type { Web } from "../platform/web.ts";
import { houseJournalPage } from "./house-journal-page.tsx";
import { patientAppointmentsPage } from "./patient-appointments-page.tsx";
import { patientInvitationPages } from "./patient-invitation-page.tsx";
import { patientJournalPage } from "./patient-journal-page.tsx";
import { patientNotesPage } from "./patient-notes-page.tsx";
import { patientNoticesPage } from "./patient-notices-page.tsx";
import { patientPage } from "./patient-page.tsx";
import { patientStandingPage } from "./patient-standing-page.tsx";

/** A patient's file, page by page, and the journal of the house. */
export function filePages({ auth }: { auth: Auth }) {
  return new Hono<Web>()
    .route("/", patientAppointmentsPage)
    .route("/", patientNoticesPage)
    .route("/", patientJournalPage)
    .route("/", patientNotesPage)
    .route("/", patientStandingPage)
    .route("/", patientInvitationPages({ secret: auth.secret, limits: patientInvitationLimits(auth.pool) }))
    .route("/", patientPage)
    .route("/", houseJournalPage);
}
