import { type Context, Hono, type Next } from "hono";
import type { StaffActor } from "../patients/files.ts";
import { whereIsFile } from "../patients/open-file.ts";
import { asActor } from "../platform/actor.ts";
import { isId, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { checkIdentityPage } from "./check-identity-page.tsx";
import { editPatientPage } from "./edit-patient-page.tsx";
import { mergePatientsPage } from "./merge-patients-page.tsx";
import { newPatientPage } from "./new-patient-page.tsx";
import { patientsPage } from "./patients-page.tsx";
import { patientsToCheckPage } from "./patients-to-check-page.tsx";
import { unmergePatientsPage } from "./unmerge-patients-page.tsx";

/** Finding, opening, correcting and joining files; and the way from a file that was joined to the one that stays, whichever page of it is asked. */
export const patientsPages = new Hono<Web>()
  .use(proPaths.patient(":id"), leadToKeptFile)
  .use(`${proPaths.patient(":id")}/*`, leadToKeptFile)
  .route("/", patientsPage)
  .route("/", newPatientPage)
  .route("/", patientsToCheckPage)
  .route("/", unmergePatientsPage)
  .route("/", editPatientPage)
  .route("/", checkIdentityPage)
  .route("/", mergePatientsPage);

/** An address that led to a file leads to it still: asked only when nothing is found there. */
async function leadToKeptFile(c: Context<Web>, next: Next) {
  await next();
  const id = c.req.param("id") ?? "";
  if (c.res.status !== 404 || c.req.method !== "GET" || !isId(id)) return;
  const by = c.var.actor as StaffActor;
  const place = await asActor(c.var.db, by, (tx) => whereIsFile(tx, by, id));
  if (place?.kind !== "joined") return;
  const { pathname, search } = new URL(c.req.url);
  c.res = c.redirect(pathname.replace(id, place.into) + search, 302);
}
