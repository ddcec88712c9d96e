import type { FieldErrors } from "../platform/web.ts";
import { Choices } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { useWords } from "../ui/words.ts";

interface FieldsProps {
  sentences: FieldErrors;
  typed: Record<string, string>;
}

/** Names, birth date, sex: who a relative is. Nothing is filled in by the browser: it knows its owner, not her relatives. */
export function IdentityFields({ sentences, typed, withBirthDate = true }: FieldsProps & { withBirthDate?: boolean }) {
  const t = useWords("patients");
  const answer = (name: string) => ({ name, value: typed[name], error: sentences[name], autocomplete: "off" });
  const { autocomplete: _, ...sex } = answer("sex");
  return (
    <>
      <Field {...answer("firstNames")} label={t("identity.firstNames.label")} hint={t("identity.firstNames.hint")} />
      <Field {...answer("birthName")} label={t("identity.birthName.label")} />
      <Field {...answer("nameUsed")} label={t("identity.nameUsed.label")} hint={t("identity.nameUsed.hint")} optional />
      {withBirthDate && (
        <Field
          {...answer("birthDate")}
          label={t("identity.birthDate.label")}
          hint={t("identity.birthDate.hint")}
          inputmode="numeric"
          class="max-w-[16rem]"
        />
      )}
      <Choices
        {...sex}
        legend={t("identity.sex.legend")}
        hint={t("identity.sex.hint")}
        options={(["F", "M", "U"] as const).map((value) => ({ value, label: t(`identity.sex.${value}`) }))}
      />
    </>
  );
}

/** A telephone of the relative's own. */
export function PhoneField({ sentences, typed }: FieldsProps) {
  const t = useWords("patients");
  return (
    <Field
      name="phone"
      type="tel"
      value={typed.phone}
      error={sentences.phone}
      label={t("identity.phone.label")}
      hint={t("identity.phone.hint")}
      autocomplete="off"
      class="max-w-[26rem]"
      optional
    />
  );
}
