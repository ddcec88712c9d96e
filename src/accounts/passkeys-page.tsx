import { Hono } from "hono";
import { paths } from "../paths.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { addPasskey, creationQuestion } from "./add-passkey.ts";
import { deviceName } from "./device-name.ts";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { passkeysOf, relyingPartyAt } from "./passkey.ts";
import { Passkeys } from "./passkeys-view.tsx";
import { recentlyVerified } from "./recently-verified.ts";
import { signedInOnly } from "./session.ts";
import { ensureVisitor, visitorOf } from "./visitor.ts";

/** « Mes clés d'accès » : those there are, and making another. */
export function passkeysPage(parts: AccountsParts) {
  const { auth } = parts;
  const site = relyingPartyAt(auth.publicUrl);
  return new Hono<Web>()
    .get(paths.passkeys(), signedInOnly, recentlyVerified, async (c) => {
      const { fait } = c.req.query();
      const done = fait === "ajoutee" || fait === "renommee" || fait === "retiree" ? fait : null;
      return c.render(<Passkeys passkeys={await passkeysOf(c.var.db, c.var.signedIn!.userId)} done={done} />);
    })
    .post(paths.passkeyCreation(), signedInOnly, recentlyVerified, async (c) => {
      const { waitS } = await auth.limits.passkeyQuestionFromNetwork.attempt(deviceOf(c, parts).network);
      if (waitS > 0) return c.body(null, 429, { "retry-after": String(waitS) });
      const asked = { ...c.var.signedIn!, visitor: ensureVisitor(c), site, now: c.var.now() };
      return c.json(await creationQuestion(c.var.db, asked));
    })
    .post(paths.passkeys(), signedInOnly, recentlyVerified, async (c) => {
      const { userId } = c.var.signedIn!;
      const { reponse: answer = "" } = await typedIn(c);
      const device = deviceOf(c, parts);
      const outcome = await addPasskey(c.var.db, {
        ...{ userId, answer, site, device, now: c.var.now() },
        ...{ visitor: visitorOf(c), name: deviceName(device.userAgent, c.var.language) },
      });
      if (outcome.done) return c.redirect(paths.passkeysAfter("ajoutee"), 303);
      const page = <Passkeys passkeys={await passkeysOf(c.var.db, userId)} refusal={outcome.because} />;
      return c.render(page, outcome.because === "too-many" ? 409 : 422);
    });
}
