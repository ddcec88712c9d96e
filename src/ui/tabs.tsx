export interface Tab {
  label: string;
  href: string;
  isCurrent: boolean;
}

/** Ways to look at the same list: plain links, one of them the page itself. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label} class="mt-5">
      <ul class="flex flex-wrap gap-x-1 border-b border-line">
        {tabs.map(({ label, href, isCurrent }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={isCurrent ? "page" : undefined}
              class="target px-4 font-semibold no-underline border-b-[3px] border-transparent text-base-content hover:border-control aria-[current]:border-primary aria-[current]:text-primary"
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
