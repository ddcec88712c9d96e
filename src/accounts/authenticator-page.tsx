import { type Context, Hono } from "hono";
import { paths } from "../paths.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { confirmAuthenticator, offerAuthenticator, removeAuthenticator, sameOffer } from "./authenticator.ts";
import { Authenticator } from "./authenticator-views.tsx";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { asKeeper } from "./keeper.ts";
import { recentlyVerified } from "./recently-verified.ts";
import { recoveryCodesOf } from "./recovery-codes.ts";
import { factorsOf, waysOf } from "./second-factor.ts";
import { sixDigits } from "./second-step.ts";
import { signedInOnly } from "./session.ts";

/** « Application d'authentification », in « Mon compte »: adding one, changing it, taking it away. */
export function authenticatorPage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.authenticator(), signedInOnly, recentlyVerified, async (c) =>
      c.render(<Authenticator {...(await standing(c, parts))} offer={offerAuthenticator(auth, c.var.signedIn!)} />),
    )
    .post(paths.authenticator(), signedInOnly, recentlyVerified, async (c) => {
      const { db } = c.var;
      const { userId } = c.var.signedIn!;
      const { faire, cle = "", code = "" } = await typedIn(c);
      const whose = { userId, device: deviceOf(c, parts), now: c.var.now() };
      if (faire === "retirer") {
        const outcome = await removeAuthenticator(db, auth, whose);
        if (outcome.done) return c.redirect(paths.security({ fait: "application-retiree" }), 303);
        const page = { ...(await standing(c, parts)), offer: offerAuthenticator(auth, c.var.signedIn!) };
        return c.render(<Authenticator {...page} refusal={outcome.because} />, 409);
      }

      const offer = sameOffer(auth, { ...c.var.signedIn!, sealedSecret: cle });
      if (!offer) {
        const page = { ...(await standing(c, parts)), offer: offerAuthenticator(auth, c.var.signedIn!) };
        return c.render(<Authenticator {...page} error="authenticator.stale" />, 422);
      }
      const digits = sixDigits(code);
      const outcome = digits
        ? await confirmAuthenticator(db, auth, { ...whose, offer, code: digits })
        : { done: false as const, because: code.trim() ? "wrong-code" : "missing" };
      if (!outcome.done) {
        const error = outcome.because === "missing" ? "secondStep.missing.digits" : "authenticator.wrong";
        return c.render(<Authenticator {...(await standing(c, parts))} offer={offer} error={error} />, 422);
      }
      const codes = await recoveryCodesOf(db, auth, whose);
      return c.redirect(codes?.shown ? paths.recoveryCodes() : paths.security({ fait: "application" }), 303);
    });
}

/** Since when she has an app, and whether she has other ways besides mail. */
async function standing(c: Context<Web>, { auth }: AccountsParts) {
  const { userId } = c.var.signedIn!;
  const app = await asKeeper(c.var.db, (tx) =>
    tx.selectFrom("auth.authenticator").select("confirmedAt").where("userId", "=", userId).executeTakeFirst(),
  );
  const ways = waysOf({ ...(await factorsOf(auth, userId)), hasApp: false }, { smsOn: c.var.smsOn });
  return { since: app?.confirmedAt ?? null, hasOthers: ways.some((way) => way !== "mail") };
}
