import type { ComponentChildren } from "preact";
import { Mark } from "./drawings.tsx";
import { Icon } from "./icon.tsx";
import { Document, type DocumentProps } from "./page.tsx";
import { type NavigationItem, useRequest } from "./request.ts";
import { useWords } from "./words.ts";

export interface ProPageProps extends DocumentProps {
  /** The item of the rail this page belongs to, by its address; by default the one whose address begins like this page’s. */
  current?: string;
  children: ComponentChildren;
}

/** The whole document around one page of the professional space: the rail, and the page. It begins with its own `h1`. */
export function ProPage({ current, children, ...document }: ProPageProps) {
  return (
    <Document {...document}>
      <div class="pro">
        <Rail current={current} />
        <main id="contenu" tabindex={-1} class="min-w-0 p-4 sm:p-5 lg:p-6 outline-none!">
          {children}
        </main>
      </div>
    </Document>
  );
}

/** Where staff go: down the side, or along the top of a narrow screen. */
function Rail({ current }: { current: string | undefined }) {
  const { navigation, path } = useRequest();
  const t = useWords("ui");
  const here = current ?? path;
  return (
    <header class="rail on-deep flex lg:flex-col items-center gap-2 p-2 lg:py-4 lg:sticky lg:top-0 lg:h-dvh max-lg:overflow-x-auto">
      <a class="max-sm:hidden! min-h-0! min-w-11!" href={navigation.pro.items[0]?.href ?? navigation.home}>
        <Mark />
        <span class="sr-only">AmiCare</span>
      </a>
      <nav aria-label={t("page.pro")} class="flex lg:flex-col gap-1 lg:gap-2 max-lg:grow max-sm:justify-between">
        {navigation.pro.items.map((item) => (
          <RailLink key={item.href} item={item} here={here} />
        ))}
      </nav>
      <span class="lg:mt-auto">{navigation.pro.me && <RailLink item={navigation.pro.me} here={here} />}</span>
    </header>
  );
}

function RailLink({ item, here }: { item: NavigationItem; here: string }) {
  const t = useWords("ui");
  const isHere = [item.href, ...(item.also ?? [])].some((address) => isUnder(address, here, item.isExact));
  return (
    <a href={item.href} class="max-sm:min-w-0! max-sm:text-[.75rem]!" aria-current={isHere ? "page" : undefined}>
      {item.icon && <Icon name={item.icon} class="text-lg" />}
      <span>{item.label}</span>
      {item.count ? <span class="sr-only">, {t("page.waiting", { count: item.count })}</span> : null}
    </a>
  );
}

/** Whether a page belongs to an address: it is that one, with whatever question, or lies beneath it. */
function isUnder(address: string, here: string, isExact = false): boolean {
  const [path = ""] = here.split("?");
  return path === address || (!isExact && path.startsWith(`${address}/`));
}
