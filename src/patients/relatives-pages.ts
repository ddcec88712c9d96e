import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { addRelativePage } from "./add-relative-page.tsx";
import type { AheadOf } from "./ahead.ts";
import type { ClaimParts } from "./claim-page.tsx";
import { editRelativePage } from "./edit-relative-page.tsx";
import { invitationPage } from "./invitation-page.tsx";
import { invitationLimits } from "./invite.ts";
import { invitePage } from "./invite-page.tsx";
import { leaveRelativePage } from "./leave-relative-page.tsx";
import { relativePage } from "./relative-page.tsx";
import { relativesPage } from "./relatives-page.tsx";

/** All the pages of « Mes proches ». The one that adds comes before those that name a relative. */
export function relativesPages({ auth, trustProxy, aheadOf }: ClaimParts & { aheadOf: AheadOf }) {
  return new Hono<Web>()
    .route("/", relativesPage)
    .route("/", addRelativePage)
    .route("/", relativePage)
    .route("/", editRelativePage)
    .route("/", invitePage({ secret: auth.secret, limits: invitationLimits(auth.pool) }))
    .route("/", leaveRelativePage({ aheadOf }))
    .route("/", invitationPage({ auth, trustProxy }));
}
