import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { accountLanguagePage } from "./account-language-page.tsx";
import { accountPage } from "./account-page.tsx";
import { activatePage } from "./activate-page.tsx";
import { authenticatorPage } from "./authenticator-page.tsx";
import { changeEmailPage } from "./change-email-page.tsx";
import { changePasswordPage } from "./change-password-page.tsx";
import { changePhonePage } from "./change-phone-page.tsx";
import { confirmEmailPage } from "./confirm-email-page.tsx";
import type { AccountsParts } from "./enter.ts";
import { newPasswordPage } from "./new-password-page.tsx";
import { notMePage } from "./not-me-page.tsx";
import { notificationsPage } from "./notifications-page.tsx";
import { openSessionsPage } from "./open-sessions-page.tsx";
import { passkeyPage } from "./passkey-page.tsx";
import { passkeySignInPage } from "./passkey-sign-in-page.tsx";
import { passkeysPage } from "./passkeys-page.tsx";
import { recoverPage } from "./recover-page.tsx";
import { recoveryCodesPage } from "./recovery-codes-page.tsx";
import { secondStepPage } from "./second-step-page.tsx";
import { securityPage } from "./security-page.tsx";
import { signInPage } from "./sign-in-page.tsx";
import { signUpPage } from "./sign-up-page.tsx";

/** All the pages of accounts. */
export function accountsPages(parts: AccountsParts) {
  return new Hono<Web>()
    .route("/", signInPage(parts))
    .route("/", secondStepPage(parts))
    .route("/", signUpPage(parts))
    .route("/", activatePage(parts))
    .route("/", recoverPage(parts))
    .route("/", newPasswordPage(parts))
    .route("/", changePasswordPage(parts))
    .route("/", openSessionsPage(parts))
    .route("/", securityPage(parts))
    .route("/", authenticatorPage(parts))
    .route("/", recoveryCodesPage(parts))
    .route("/", changeEmailPage(parts))
    .route("/", confirmEmailPage(parts))
    .route("/", notMePage(parts))
    .route("/", changePhonePage(parts))
    .route("/", accountLanguagePage)
    .route("/", notificationsPage)
    .route("/", passkeySignInPage(parts))
    .route("/", passkeysPage(parts))
    .route("/", passkeyPage(parts))
    .route("/", accountPage(parts));
}
