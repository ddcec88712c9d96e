import type { ComponentChildren } from "preact";
import { paths } from "../paths.ts";
import { Morning } from "../ui/drawings.tsx";
import { Page, type PageProps } from "../ui/page.tsx";
import { useWords } from "../ui/words.ts";

/** A page of signing in: one card, and on wide screens the window on the morning. */
export function AuthCard({ children, ...page }: Omit<PageProps, "header" | "width">) {
  const t = useWords("accounts");
  const call = page.call ?? { label: t("signUp.call"), href: paths.signUp(), icon: "user-plus" as const };
  return (
    <Page header="public" {...page} call={call}>
      <div class="grid lg:grid-cols-[minmax(0,31rem)_minmax(0,1fr)] gap-14 items-end">
        <div class="sheet p-6 sm:p-10 max-lg:max-w-[31rem] max-lg:mx-auto max-lg:w-full">{children}</div>
        <div class="max-lg:hidden" aria-hidden="true">
          <div class="max-w-[25rem] mx-auto">
            <Morning />
          </div>
          <div class="h-2.5 rounded-full bg-base-100 shadow-lift" />
        </div>
      </div>
    </Page>
  );
}

/** A link among the words of a sentence, for <Rich marks>. */
export function linkTo(href: string): (words: string) => ComponentChildren {
  return (words) => (
    <a class="link whitespace-nowrap" href={href}>
      {words}
    </a>
  );
}

/** Where the person was going, carried from form to form. */
export function Onward({ to }: { to: string | null }) {
  return to ? <input type="hidden" name="vers" value={to} /> : null;
}
