import { Hono } from "hono";
import { paths } from "../paths.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { fullDate } from "../ui/format.ts";
import { wordsIn } from "../ui/words.ts";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { homeZone } from "./home-zone.ts";
import { recentlyVerified } from "./recently-verified.ts";
import { codeInHalves } from "./recovery.ts";
import { putAwayRecoveryCodes, type RecoveryCodes, recoveryCodesOf, renewRecoveryCodes } from "./recovery-codes.ts";
import { RecoveryCodesPage } from "./recovery-codes-views.tsx";
import { signedInOnly } from "./session.ts";

/** « Codes de secours », in « Mon compte »: shown when they were made, counted ever after. */
export function recoveryCodesPage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.recoveryCodes(), signedInOnly, recentlyVerified, async (c) => {
      const { userId, email } = c.var.signedIn!;
      const codes = await recoveryCodesOf(c.var.db, auth, { userId, now: c.var.now() });
      if (c.req.query("fichier") === undefined) return c.render(<RecoveryCodesPage codes={codes} />);
      if (!codes?.shown) return c.redirect(paths.recoveryCodes(), 303);
      const t = wordsIn(c.var.language, "accounts");
      c.header("content-disposition", `attachment; filename="${t("recoveryCodes.file.name")}"`);
      return c.text(fileOf({ ...codes, shown: codes.shown }, email, c.var.language));
    })
    .post(paths.recoveryCodes(), signedInOnly, recentlyVerified, async (c) => {
      const { faire } = await typedIn(c);
      const { userId } = c.var.signedIn!;
      if (faire === "ranger") {
        await putAwayRecoveryCodes(c.var.db, { userId });
        return c.redirect(paths.security(), 303);
      }
      await renewRecoveryCodes(c.var.db, auth, { userId, device: deviceOf(c, parts), now: c.var.now() });
      return c.redirect(paths.recoveryCodes(), 303);
    });
}

function fileOf(codes: RecoveryCodes & { shown: string[] }, email: string, language: Web["Variables"]["language"]) {
  const t = wordsIn(language, "accounts");
  const day = fullDate(codes.madeAt.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  const lines = [t("recoveryCodes.file.title", { email }), t("recoveryCodes.file.made", { day }), ""];
  return `${[...lines, ...codes.shown.map(codeInHalves)].join("\n")}\n`;
}
