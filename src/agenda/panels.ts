import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { answerRequestPage } from "./answer-request-page.tsx";
import { appointmentPage } from "./appointment-page.tsx";
import { attendPage } from "./attend-page.ts";
import { cancelVisitPage } from "./cancel-visit-page.tsx";
import { editVisitPage } from "./edit-visit-page.tsx";
import { moveVisitPage } from "./move-visit-page.tsx";
import { newAppointmentPage } from "./new-appointment-page.tsx";
import { undoPage } from "./undo-page.tsx";
import { waitingRoomPage } from "./waiting-room-page.tsx";

/** The pages of the agenda about one appointment, and those who wait. */
export const agendaPanels = new Hono<Web>()
  .route("/", newAppointmentPage)
  .route("/", appointmentPage)
  .route("/", moveVisitPage)
  .route("/", editVisitPage)
  .route("/", cancelVisitPage)
  .route("/", attendPage)
  .route("/", answerRequestPage)
  .route("/", undoPage)
  .route("/", waitingRoomPage);
