import { paths } from "../paths.ts";
import { Button } from "../ui/button.tsx";
import { useIsland } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { Onward } from "./auth-card.tsx";

/** What the page of the first step says of who may answer. */
export const anyone = "libre";

interface PasskeyButtonProps {
  to: string | null;
  /** Where the other way to go on stands; none: this is the only one. */
  other: "above" | "below" | "none";
  /** Anyone's will do, and those of this device are offered in the field of the identifier too. */
  isOffered?: boolean;
}

/** « Avec une clé d'accès ». It shows where script runs in a browser that knows passkeys; elsewhere nothing does, or, when it is the only
 * way, the reason. */
export function PasskeyButton({ to, other, isOffered = false }: PasskeyButtonProps) {
  useIsland("passkey");
  const t = useWords("accounts");
  const isOnly = other === "none";
  return (
    <>
      <form
        method="post"
        action={paths.passkeySignIn()}
        class="mt-6 grid gap-5"
        data-passkey="get"
        data-question={paths.passkeyQuestion(isOffered ? { qui: anyone } : {})}
        data-offered={isOffered}
        data-failed={t("passkeySignIn.failed")}
        data-cannot={isOnly ? t("passkeys.cannot") : undefined}
        hidden
      >
        {other === "above" && <Or />}
        <Onward to={to} />
        <input type="hidden" name="reponse" />
        {isOffered && <input type="hidden" name="qui" value={anyone} />}
        <div class="grid gap-2">
          <Button tone={isOnly ? "primary" : "outline"} icon="fingerprint" class="btn-block">
            {t("passkeySignIn.submit")}
          </Button>
          <p class="field-hint" role="status" />
        </div>
        {other === "below" && <Or />}
      </form>
      {isOnly && (
        <noscript>
          <p class="mt-6">{t("passkeySignIn.noScript")}</p>
        </noscript>
      )}
    </>
  );
}

function Or() {
  const t = useWords("accounts");
  return (
    <p class="flex items-center gap-4 muted small" role="presentation">
      <span class="h-px grow bg-line" />
      {t("passkeySignIn.or")}
      <span class="h-px grow bg-line" />
    </p>
  );
}
