import { Icon } from "../ui/icon.tsx";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";

/** Whom to call when it cannot wait, at the foot of both homes. */
export function Emergency() {
  const t = useWords("directory");
  const call = (href: string) => (number: string) => (
    <a class="link" href={href}>
      {number}
    </a>
  );
  return (
    <p class="flex items-start gap-3">
      <Icon name="siren" class="mt-0.5" />
      <span>
        <Rich marks={{ a15: call("tel:15"), a112: call("tel:112"), a114: call("sms:114") }}>{t("home.emergency")}</Rich>
      </span>
    </p>
  );
}
