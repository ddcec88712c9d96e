import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { accountPage } from "./account-page.tsx";
import { activatePage } from "./activate-page.tsx";
import type { AccountsParts } from "./enter.ts";
import { signInPage } from "./sign-in-page.tsx";
import { signUpPage } from "./sign-up-page.tsx";

/** All the pages of accounts. */
export function accountsPages(parts: AccountsParts) {
  return new Hono<Web>()
    .route("/", signInPage(parts))
    .route("/", signUpPage(parts))
    .route("/", activatePage(parts))
    .route("/", accountPage);
}
