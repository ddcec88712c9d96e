import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { accountPage } from "./account-page.tsx";
import { activatePage } from "./activate-page.tsx";
import { changePasswordPage } from "./change-password-page.tsx";
import type { AccountsParts } from "./enter.ts";
import { newPasswordPage } from "./new-password-page.tsx";
import { openSessionsPage } from "./open-sessions-page.tsx";
import { recoverPage } from "./recover-page.tsx";
import { signInPage } from "./sign-in-page.tsx";
import { signUpPage } from "./sign-up-page.tsx";

/** All the pages of accounts. */
export function accountsPages(parts: AccountsParts) {
  return new Hono<Web>()
    .route("/", signInPage(parts))
    .route("/", signUpPage(parts))
    .route("/", activatePage(parts))
    .route("/", recoverPage(parts))
    .route("/", newPasswordPage(parts))
    .route("/", changePasswordPage(parts))
    .route("/", openSessionsPage(parts))
    .route("/", accountPage);
}
