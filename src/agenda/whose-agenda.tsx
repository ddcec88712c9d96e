import { proPaths } from "../pro-paths.ts";
import { useWords } from "../ui/words.ts";
import { type AgendaSight, queryOf } from "./agenda.ts";

/** Whose agenda, and where: chips, of which one is the current. On a wide screen the day shows everyone at once. */
export function WhoseAgenda({ sight }: { sight: AgendaSight }) {
  return (
    <>
      <Places sight={sight} />
      <People sight={sight} />
    </>
  );
}

function Places({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  if (sight.places.length < 2) return null;
  const { lieu: _, ...query } = queryOf(sight);
  const isOf = (id: string) => sight.person?.sites.some((site) => site.id === id);
  return (
    <nav aria-label={t("day.places")} class={chips}>
      <Chip label={t("day.everywhere")} href={proPaths.agenda(query)} isCurrent={sight.site === null} />
      {sight.places.map(({ id, name }) => {
        const { praticien, ...others } = query;
        const stays = praticien && isOf(id) ? { praticien } : {};
        const href = proPaths.agenda({ ...others, ...stays, lieu: id });
        return <Chip key={id} label={name} href={href} isCurrent={sight.site?.id === id} />;
      })}
    </nav>
  );
}

function People({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  const { view, columns, away, agendas, site } = sight;
  const isDay = view !== "semaine";
  const inDay = [...columns.map(({ agenda }) => agenda), ...away];
  const everyone = agendas.filter(({ active, sites }) => active && (!site || sites.some(({ id }) => id === site.id)));
  const people = isDay && !(view === "liste" && sight.isPersonAsked) ? [...new Set(inDay)] : everyone;
  if (people.length < 2) return null;
  const { praticien: _, ...query } = queryOf(sight);
  return (
    <nav aria-label={t("day.people")} class={`${chips} ${view === "jour" ? "lg:hidden" : ""}`}>
      {view === "liste" && (
        <Chip label={t("day.everyone")} href={proPaths.agenda(query)} isCurrent={!sight.isPersonAsked} isWide />
      )}
      {people.map(({ id, name }) => (
        <Chip
          key={id}
          label={name}
          href={proPaths.agenda({ ...query, praticien: id })}
          isCurrent={sight.person?.id === id && (view !== "liste" || sight.isPersonAsked)}
          isOnPhone={sight.person?.id === id}
        />
      ))}
    </nav>
  );
}

const chips = "mt-3 flex gap-2 overflow-x-auto -mx-4 px-4 py-1 no-print";

function Chip(props: {
  label: string;
  href: string;
  isCurrent: boolean;
  /** Only a wide screen offers it. */
  isWide?: boolean;
  /** Shown by a phone, which shows one. */
  isOnPhone?: boolean;
}) {
  const { label, href, isCurrent, isWide = false, isOnPhone = false } = props;
  const dress = [
    isCurrent ? "btn-soft btn-primary" : "btn-outline",
    isWide ? "max-lg:hidden" : "",
    isOnPhone ? "max-lg:bg-soft! max-lg:border-transparent!" : "",
  ];
  return (
    <a
      class={`btn shrink-0 whitespace-nowrap! ${dress.filter(Boolean).join(" ")}`}
      href={href}
      aria-current={isCurrent ? "page" : undefined}
    >
      {label}
    </a>
  );
}
