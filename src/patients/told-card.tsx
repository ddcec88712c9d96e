import type { ComponentChildren } from "preact";
import { AuthCard } from "../accounts/auth-card.tsx";
import { paths } from "../paths.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { whole } from "../ui/whole.tsx";
import { useWords } from "../ui/words.ts";

/** One thing told, and what to do next: on a page of signing in, or among those of whoever has signed in. */
export function Told({ title, icon, children }: { title: string; icon: IconName; children: ComponentChildren }) {
  const t = useWords("accounts");
  const { signedIn } = useRequest();
  const call = { label: t("signIn.title"), href: paths.signIn(), icon: "log-in" as const };
  const card = (
    <>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name={icon} class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{whole(title)}</h1>
      {children}
    </>
  );
  if (!signedIn)
    return (
      <AuthCard title={title} call={call}>
        {card}
      </AuthCard>
    );
  return (
    <Page title={title} width="narrow" current={paths.account()}>
      <div class="sheet p-6 sm:p-10">{card}</div>
    </Page>
  );
}
