import { Mark } from "./drawings.tsx";
import { Icon } from "./icon.tsx";
import { type NavigationItem, useRequest } from "./request.ts";
import { useWords } from "./words.ts";

interface HeaderProps {
  kind: "public" | "patient" | "bare";
  call: NavigationItem | undefined;
  current: string | undefined;
}

/** The top of every page: brand, where one can go, and one thing to do. */
export function Header({ kind, call, current }: HeaderProps) {
  return kind === "patient" ? (
    <PatientHeader current={current} />
  ) : (
    <VisitorHeader bare={kind === "bare"} call={call} />
  );
}

/** A patient's four tabs, under the thumb on a phone; wider screens have them in the header. */
export function TabBar({ current }: { current: string | undefined }) {
  const { navigation, path } = useRequest();
  const t = useWords("ui");
  const here = current ?? path;
  return (
    <nav class="tabbar" aria-label={t("page.tabs")}>
      <ul>
        {navigation.patient.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={currentIf(item.href === here)}>
              {item.icon && <Icon name={item.icon} />}
              <span>{item.label}</span>
              <Count of={item} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function VisitorHeader({ bare, call }: { bare: boolean; call: NavigationItem | undefined }) {
  const { navigation, path } = useRequest();
  const t = useWords("ui");
  const action = call ?? navigation.call;
  return (
    <header class="topbar">
      <div class="page flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-3">
        <Brand />
        <nav aria-label={t("page.main")} class="topnav flex items-center gap-1">
          {!bare &&
            navigation.visitor.map((item) => (
              <a key={item.href} class="max-md:hidden!" href={item.href} aria-current={currentIf(item.href === path)}>
                {item.label}
              </a>
            ))}
          {action && <Call to={action} />}
        </nav>
      </div>
    </header>
  );
}

function Call({ to: { href, label, icon, isPosted } }: { to: NavigationItem }) {
  const dress = "btn btn-soft btn-primary rounded-full! px-5!";
  const words = (
    <>
      {icon && <Icon name={icon} class="max-sm:hidden" />} {label}
    </>
  );
  return isPosted ? (
    <form method="post" action={href}>
      <button type="submit" class={dress}>
        {words}
      </button>
    </form>
  ) : (
    <a class={dress} href={href}>
      {words}
    </a>
  );
}

function PatientHeader({ current }: { current: string | undefined }) {
  const { navigation, path } = useRequest();
  const t = useWords("ui");
  const { aside } = navigation;
  const here = current ?? path;
  return (
    <header class="topbar bg-base-100 border-b border-line">
      <div class="page flex items-center justify-between gap-4 py-2.5">
        <Brand />
        <nav aria-label={t("page.main")} class="topnav max-md:hidden flex items-center gap-1">
          {navigation.patient.map((item) => (
            <a key={item.href} href={item.href} aria-current={currentIf(item.href === here)}>
              {item.icon && <Icon name={item.icon} />} {item.label} <Count of={item} />
            </a>
          ))}
        </nav>
        {aside && (
          <a
            class="target min-w-11 justify-center rounded-full px-2 font-medium no-underline text-base-content"
            href={aside.href}
          >
            {aside.icon && <Icon name={aside.icon} />}
            <span class="max-sm:sr-only">{aside.label}</span>
          </a>
        )}
      </div>
    </header>
  );
}

function Brand() {
  const { navigation } = useRequest();
  return (
    <a
      href={navigation.home}
      class="target font-display text-[1.4rem] font-bold tracking-tight no-underline text-base-content"
    >
      <Mark /> <span>AmiCare</span>
    </a>
  );
}

function Count({ of: { count } }: { of: NavigationItem }) {
  const t = useWords("ui");
  if (!count) return null;
  return (
    <>
      <span class="count" aria-hidden="true">
        {count}
      </span>
      <span class="sr-only">, {t("page.waiting", { count })}</span>
    </>
  );
}

function currentIf(here: boolean): "page" | undefined {
  return here ? "page" : undefined;
}
