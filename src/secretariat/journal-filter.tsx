import type { ComponentChildren } from "preact";
import type { Colleague } from "../audit/house-journal.ts";
import type { JournalQuery } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { useWords } from "../ui/words.ts";
import { groups, kindsOf } from "./journal-kinds.ts";

interface FilterProps {
  action: string;
  query: JournalQuery;
  colleagues: Colleague[];
  /** Of the house: days and a patient may be asked for; of one file, who and what. */
  isOfHouse: boolean;
  /** Whose lines these are; null: of all. */
  patient: string | null;
  /** Whether managers' lines may be among them. */
  hasHouse: boolean;
}

/** What to show of the journal. */
export function JournalFilterForm({ action, query, colleagues, isOfHouse, patient, hasHouse }: FilterProps) {
  const t = useWords("secretariat");
  const isFiltered = Object.entries(query).some(([name, value]) => name !== "page" && value);
  return (
    <form method="get" action={action} role="search" class="sheet p-4 flex flex-wrap gap-3 items-end">
      {isOfHouse && (
        <>
          <Labelled name="du" label={t("journal.from")}>
            <input class="input w-auto" type="date" id="du" name="du" value={query.du} />
          </Labelled>
          <Labelled name="au" label={t("journal.to")}>
            <input class="input w-auto" type="date" id="au" name="au" value={query.au} />
          </Labelled>
        </>
      )}
      <Labelled name="qui" label={t("journal.who")}>
        <select class="select w-auto max-w-full" id="qui" name="qui">
          <option value="">{t("journal.everyone")}</option>
          {colleagues.map(({ staffId, name, hasLeft }) => (
            <option key={staffId} value={staffId} selected={staffId === query.qui}>
              {hasLeft
                ? t("journal.left", { name: name ?? t("notes.formerColleague") })
                : (name ?? t("notes.formerColleague"))}
            </option>
          ))}
          <option value="patients" selected={query.qui === "patients"}>
            {t("journal.patients")}
          </option>
          <option value="systeme" selected={query.qui === "systeme"}>
            {t("journal.system")}
          </option>
        </select>
      </Labelled>
      <Labelled name="quoi" label={t("journal.whatToShow")}>
        <select class="select w-auto max-w-full" id="quoi" name="quoi">
          <option value="">{t("journal.everything")}</option>
          {groups
            .filter((group) => hasHouse || group !== "house")
            .map((group) => (
              <optgroup key={group} label={t(`journal.group.${group}`)}>
                <option value={group} selected={group === query.quoi}>
                  {t(`journal.all.${group}`)}
                </option>
                {kindsOf(group).map((kind) => (
                  <option key={kind} value={kind} selected={kind === query.quoi}>
                    {t(`journal.what.${kind}`)}
                  </option>
                ))}
              </optgroup>
            ))}
        </select>
      </Labelled>
      {isOfHouse && (
        <Labelled name="patient" label={t("journal.patient")}>
          <input
            class="input"
            type="search"
            id="patient"
            name={patient ? undefined : "patient"}
            value={patient ?? query.patient}
            readOnly={patient !== null}
            autocomplete="off"
            maxlength={100}
          />
          {patient && <input type="hidden" name="patient" value={query.patient} />}
        </Labelled>
      )}
      <Button icon="filter">{t("journal.show")}</Button>
      {isFiltered && (
        <ButtonLink tone="ghost" href={action}>
          {t("journal.clear")}
        </ButtonLink>
      )}
    </form>
  );
}

function Labelled({ name, label, children }: { name: string; label: string; children: ComponentChildren }) {
  return (
    <div class="field min-w-0">
      <label for={name} class="small">
        {label}
      </label>
      {children}
    </div>
  );
}
