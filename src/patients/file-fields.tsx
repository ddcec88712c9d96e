import type { CommuneChoice } from "../accounts/birthplace.ts";
import { countriesIn } from "../accounts/countries.ts";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Choices } from "../ui/choice.tsx";
import { Field, Select, TextArea } from "../ui/field.tsx";
import { SuggestField } from "../ui/suggest-field.tsx";
import { useWords } from "../ui/words.ts";

export interface FileFieldsProps {
  /** What was typed so far, by field. */
  values: Record<string, string>;
  /** Sentences, by field. */
  errors: FieldErrors;
  /** What one asks on the telephone, no more. */
  short?: boolean;
  /** The communes that the one typed may mean, when there are several. */
  communes?: readonly CommuneChoice[];
  /** The five traits were given by the national service: they are not asked. */
  locked?: boolean;
}

/** Who a file is about and how she is reached, asked of staff. Read by fileTyped and birthplaceFrom. Nothing is filled in by the browser: it knows
 * who works here, not who rings. */
export function FileFields({ values, errors, short = false, communes = [], locked = false }: FileFieldsProps) {
  const t = useWords("patient-file");
  const answer = (name: string) => ({
    ...{ name, value: values[name], error: errors[name], autocomplete: "off", spellcheck: false },
  });
  const columns = "grid gap-4 sm:grid-cols-2 items-end";
  return (
    <div class="grid gap-4">
      <div class={columns}>
        <Field {...answer("nameUsed")} label={t("fields.nameUsed.label")} />
        {!locked && <Field {...answer("firstNames")} label={t("fields.firstNames.label")} />}
        {!locked && (
          <Field
            {...answer("birthName")}
            label={t("fields.birthName.label")}
            hint={t("fields.birthName.hint")}
            optional
          />
        )}
        {!locked && (
          <Field
            {...answer("birthDate")}
            label={t("fields.birthDate.label")}
            hint={t("fields.birthDate.hint")}
            inputmode="numeric"
          />
        )}
        {!locked && (
          <Select
            name="sex"
            value={values.sex ?? "U"}
            error={errors.sex}
            label={t("fields.sex.label")}
            options={(["U", "F", "M"] as const).map((value) => ({ value, label: t(`fields.sex.${value}`) }))}
          />
        )}
        <Field {...answer("phone")} type="tel" label={t("fields.phone.label")} optional />
        <Field {...answer("email")} type="email" label={t("fields.email.label")} optional />
        {!short && (
          <Field {...answer("number")} label={t("fields.number.label")} hint={t("fields.number.hint")} optional />
        )}
      </div>
      {!short && !locked && <Birthplace {...{ values, errors, communes }} />}
      {!short && <TextArea {...answer("address")} rows={2} label={t("fields.address.label")} optional />}
    </div>
  );
}

function Birthplace({ values, errors, communes }: Required<Pick<FileFieldsProps, "values" | "errors" | "communes">>) {
  const t = useWords("patient-file");
  const countries = countriesIn("fr").map(({ inseeCode, name }) => ({ value: inseeCode, label: name }));
  return (
    <>
      <div class="grid gap-4 sm:grid-cols-2 items-end">
        <SuggestField
          name="birthplace"
          value={values.birthplace}
          error={errors.birthplace}
          label={t("fields.birthplace.label")}
          hint={t("fields.birthplace.hint")}
          source={paths.communesApi()}
          icon="map-pin"
          optional
        />
        <Select
          name="birthCountry"
          value={values.birthCountry}
          error={errors.birthCountry}
          label={t("fields.birthCountry.label")}
          options={[{ value: "", label: t("fields.birthCountry.france") }, ...countries]}
        />
      </div>
      {communes.length > 0 && (
        <Choices
          name="birthplaceChoice"
          error={errors.birthplaceChoice}
          legend={t("fields.birthplace.choose")}
          options={communes.map(({ inseeCode, label }) => ({ value: inseeCode, label }))}
          columns={2}
        />
      )}
    </>
  );
}
