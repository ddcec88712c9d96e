import { type NextFreeQuery, proPaths } from "../pro-paths.ts";
import { useWords } from "../ui/words.ts";
import type { AgendaOf, AgendaSite } from "./agendas.ts";

/** « Prochain horaire libre »: for which reason, with whom, where. */
export function NextFreeForm({
  agendas,
  places,
  asked,
}: {
  agendas: readonly AgendaOf[];
  places: readonly AgendaSite[];
  asked: NextFreeQuery;
}) {
  const t = useWords("agenda");
  const people = agendas.filter(({ active }) => active);
  const reasons = reasonsOf(people);
  if (reasons.length === 0) return <p class="muted mt-2">{t("nextFree.noReason")}</p>;
  return (
    <form method="get" action={proPaths.nextFree()} class="grid gap-3 mt-3">
      <Choice name="motif" label={t("nextFree.reason")} options={reasons} value={asked.motif} />
      {people.length > 1 && (
        <Choice
          name="praticien"
          label={t("nextFree.person")}
          options={[{ id: "", name: t("nextFree.anyone") }, ...people]}
          value={asked.praticien}
        />
      )}
      {places.length > 1 && (
        <Choice
          name="lieu"
          label={t("nextFree.place")}
          options={[{ id: "", name: t("nextFree.anywhere") }, ...places]}
          value={asked.lieu}
        />
      )}
      {asked.apres && <input type="hidden" name="apres" value={asked.apres} />}
      <button class="btn btn-soft btn-primary" type="submit">
        {t("nextFree.search")}
      </button>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  options: readonly { id: string; name: string }[];
  value: string | undefined;
}

function Choice({ name, label, options, value }: ChoiceProps) {
  return (
    <div class="field">
      <label for={`next-${name}`}>{label}</label>
      <select class="select" id={`next-${name}`} name={name}>
        {options.map((option) => (
          <option key={option.id} value={option.id} selected={option.id === value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Every reason of these agendas, each once, by name. */
export function reasonsOf(agendas: readonly AgendaOf[]): { id: string; name: string }[] {
  const byId = new Map(agendas.flatMap(({ reasons }) => reasons).map((reason) => [reason.id, reason]));
  return [...byId.values()].sort((one, other) => one.name.localeCompare(other.name, "fr"));
}
