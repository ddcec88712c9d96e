import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { paths } from "../paths.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/words.ts";
import { AuthCard } from "./auth-card.tsx";
import { type AccountsParts, deviceOf, enter } from "./enter.ts";
import { relyingPartyAt } from "./passkey.ts";
import { anyone } from "./passkey-button.tsx";
import { signInByPasskey } from "./passkey-sign-in.ts";
import { passkeyQuestion } from "./prove-passkey.ts";
import { returnPath } from "./return-path.ts";
import { sessionToken } from "./session.ts";
import { TooMany } from "./too-many.tsx";
import { ensureVisitor, visitorOf } from "./visitor.ts";

/** Where the island asks a question for a passkey, and where its answer is posted: by someone who signs in, who owes the second step, or
 * who proves again to be there. Whatever is wrong, the same words. */
export function passkeySignInPage(parts: AccountsParts) {
  const { auth } = parts;
  const site = relyingPartyAt(auth.publicUrl);
  return new Hono<Web>()
    .post(paths.passkeyQuestion(), async (c) => {
      const { network } = deviceOf(c, parts);
      const { waitS } = await auth.limits.passkeyQuestionFromNetwork.attempt(network);
      if (waitS > 0) return c.body(null, 429, { "retry-after": String(waitS) });
      const userId = expected(c, c.req.query("qui"));
      const asked = { userId, visitor: ensureVisitor(c), site, now: c.var.now() };
      return c.json(await passkeyQuestion(c.var.db, asked));
    })
    .post(paths.passkeySignIn(), async (c) => {
      const { reponse: answer = "", vers, qui } = await typedIn(c);
      const cookie = getCookie(c, auth.sessionCookie);
      const outcome = await signInByPasskey(c.var.db, auth, {
        ...{ answer, site, now: c.var.now() },
        ...{ userId: expected(c, qui), token: cookie ? sessionToken(auth, cookie) : null, replaces: cookie },
        ...{ visitor: visitorOf(c), device: deviceOf(c, parts) },
      });
      const to = returnPath(vers);
      if (outcome.done) return enter(c, parts, { ...outcome, to: to ?? (outcome.isSignIn ? null : paths.account()) });
      const back = wayBack(c, to);
      if (outcome.because === "unrecognised") return c.render(<Unrecognised back={back} />, 422);
      c.header("retry-after", String(outcome.waitS));
      return c.render(<Unrecognised back={back} waitS={outcome.waitS} />, 429);
    });
}

/** Whose passkey it must be: hers who signed in in this browser, or gave the password there; not hers on the page of the first step, where
 * someone else may begin. */
function expected(c: Context<Web>, who: string | undefined): string | null {
  const half = who === anyone ? null : c.var.halfSignedIn;
  return c.var.signedIn?.userId ?? half?.userId ?? null;
}

/** The page the passkey was tried on. */
function wayBack(c: Context<Web>, to: string | null): string {
  const onward = to ? { vers: to } : {};
  if (c.var.signedIn) return paths.confirmItIsYou(onward);
  return c.var.halfSignedIn ? paths.secondStep(onward) : paths.signIn(onward);
}

function Unrecognised({ back, waitS = 0 }: { back: string; waitS?: number }) {
  const t = useWords("accounts");
  return (
    <AuthCard title={t("passkeySignIn.unrecognised")} erred>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content mb-5">
        <Icon name="fingerprint" class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mb-4">{t("passkeySignIn.unrecognised")}</h1>
      {waitS > 0 ? <TooMany of="tries" waitS={waitS} /> : <p class="mb-7">{t("passkeySignIn.perhaps")}</p>}
      <ButtonLink href={back}>{t("passkeySignIn.back")}</ButtonLink>
    </AuthCard>
  );
}
