import { Hono } from "hono";
import type { Texts } from "../help/texts.ts";
import type { Config } from "../platform/config.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { establishmentPage } from "./establishment-page.tsx";
import { establishmentsPage } from "./establishments-page.tsx";
import { healthPage } from "./health-page.tsx";
import { newEstablishmentPage } from "./new-establishment-page.tsx";
import { operatorOnly } from "./operator.ts";
import { overviewPage } from "./overview-page.tsx";
import { queuePage } from "./queue-page.tsx";
import { textsPage } from "./texts-page.tsx";

/** All the pages of the operator's console. */
export function operatorPages(
  parts: Pick<Config, "mode" | "smtpUrl" | "secret"> & Partial<Pick<Config, "sms">> & { texts: Texts },
) {
  return new Hono<Web>()
    .use(proPaths.operator(), operatorOnly)
    .use(`${proPaths.operator()}/*`, operatorOnly)
    .route("/", overviewPage)
    .route("/", establishmentsPage)
    .route("/", newEstablishmentPage(parts))
    .route("/", establishmentPage(parts))
    .route("/", queuePage)
    .route("/", textsPage(parts))
    .route("/", healthPage(parts));
}
