import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Choices } from "../ui/choice.tsx";
import { Field, Select } from "../ui/field.tsx";
import { useRequest } from "../ui/request.ts";
import { SuggestField } from "../ui/suggest-field.tsx";
import { useWords } from "../ui/words.ts";
import type { CommuneChoice } from "./birthplace.ts";
import { countriesIn } from "./countries.ts";

interface IdentityFieldsProps {
  /** What is wrong, by field. */
  sentences: FieldErrors;
  /** What was typed so far, by field. */
  typed: Record<string, string>;
  /** The communes that the one typed may mean, when there are several. */
  communes?: readonly CommuneChoice[];
  /** False where it may not be changed. */
  withBirthDate?: boolean;
}

/** Who someone is, asked: names, date of birth, sex, place of birth. Read by identityAnswers and birthplaceAnswers. */
export function IdentityFields({ sentences, typed, communes = [], withBirthDate = true }: IdentityFieldsProps) {
  const t = useWords("accounts");
  const answer = (name: string) => ({ name, value: typed[name], error: sentences[name] });
  return (
    <>
      <Field {...answer("birthName")} label={t("identity.birthName.label")} autocomplete="family-name" />
      <NameUsedField {...{ sentences, typed }} />
      <Field
        {...answer("firstNames")}
        label={t("identity.firstNames.label")}
        hint={t("identity.firstNames.hint")}
        autocomplete="given-name"
      />
      {withBirthDate && (
        <Field
          {...answer("birthDate")}
          label={t("identity.birthDate.label")}
          hint={t("identity.birthDate.hint")}
          autocomplete="bday"
          inputmode="numeric"
          class="max-w-[16rem]"
        />
      )}
      <Choices
        {...answer("sex")}
        legend={t("identity.sex.legend")}
        hint={t("identity.sex.hint")}
        options={(["F", "M", "U"] as const).map((value) => ({ value, label: t(`identity.sex.${value}`) }))}
      />
      <BirthplaceFields {...{ sentences, typed, communes }} />
    </>
  );
}

/** The name one goes by, alone: of all the names, the only one that no check of identity settles. */
export function NameUsedField({ sentences, typed }: IdentityFieldsProps) {
  const t = useWords("accounts");
  return (
    <Field
      name="nameUsed"
      value={typed.nameUsed}
      error={sentences.nameUsed}
      label={t("identity.nameUsed.label")}
      hint={t("identity.nameUsed.hint")}
      optional
    />
  );
}

/** By which number practices ring. */
export function PhoneField({ sentences, typed }: Pick<IdentityFieldsProps, "sentences" | "typed">) {
  const t = useWords("accounts");
  return (
    <Field
      name="phone"
      value={typed.phone}
      error={sentences.phone}
      type="tel"
      label={t("identity.phone.label")}
      hint={t("identity.phone.hint")}
      autocomplete="tel"
      class="max-w-[26rem]"
    />
  );
}

/** In France a commune, found while typing or chosen among those the text may mean; abroad a country. */
function BirthplaceFields({ sentences, typed, communes = [] }: IdentityFieldsProps) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const countries = countriesIn(language).map(({ inseeCode, name }) => ({ value: inseeCode, label: name }));
  return (
    <>
      <Select
        name="birthCountry"
        value={typed.birthCountry}
        error={sentences.birthCountry}
        label={t("identity.birthCountry.label")}
        options={[{ value: "", label: t("identity.birthCountry.france") }, ...countries]}
        optional
      />
      <SuggestField
        name="birthplace"
        value={typed.birthplace}
        error={sentences.birthplace}
        label={t("identity.birthplace.label")}
        hint={t("identity.birthplace.hint")}
        source={paths.communesApi()}
        icon="map-pin"
        optional
      />
      {communes.length > 0 && (
        <Choices
          name="birthplaceChoice"
          error={sentences.birthplaceChoice}
          legend={t("identity.birthplace.choose")}
          options={communes.map(({ inseeCode, label }) => ({ value: inseeCode, label }))}
          columns={2}
        />
      )}
    </>
  );
}
