import { Choice, Choices } from "../ui/choice.tsx";
import { Select } from "../ui/field.tsx";
import { useWords } from "../ui/words.ts";
import type { Rights } from "./rights.ts";

/** A practitioner of the house, by the name on the sheet. */
export interface Agenda {
  id: string;
  name: string;
}

interface RightsFieldsProps {
  agendas: readonly Agenda[];
  rights: Rights;
  /** Sentences, by field. */
  errors: Record<string, string>;
}

const roles = ["secretary", "practitioner", "manager"] as const;

/** What a colleague may do, and which agendas she sees: the same questions for inviting and for changing. */
export function RightsFields({ agendas, rights, errors }: RightsFieldsProps) {
  const t = useWords("team");
  const some = rights.agendas === "all" ? [] : rights.agendas;
  return (
    <>
      <Choices
        name="role"
        legend={t("team.role")}
        value={rights.role}
        error={errors.role}
        options={roles.map((role) => ({
          value: role,
          label: t(`desk.roles.${role}`),
          detail: t(`team.roleDetails.${role}`),
        }))}
      />
      <Select
        name="own"
        label={t("team.own")}
        hint={t("team.ownHint")}
        value={rights.practitionerId ?? ""}
        error={errors.own}
        options={[
          { value: "", label: t("team.noOwn") },
          ...agendas.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Choices
        name="agendas"
        legend={t("team.agendas")}
        hint={t("team.agendasHint")}
        value={rights.agendas === "all" ? "all" : "some"}
        error={errors.agendas}
        options={[
          { value: "all", label: t("team.agendasAll") },
          { value: "some", label: t("team.agendasSome") },
        ]}
      />
      <fieldset class="grid sm:grid-cols-2 gap-2 ps-4">
        <legend class="sr-only">{t("team.agendasSome")}</legend>
        {agendas.map(({ id, name }) => (
          <Choice key={id} name="agenda" id={`agenda-${id}`} value={id} checked={some.includes(id)}>
            {name}
          </Choice>
        ))}
      </fieldset>
    </>
  );
}
