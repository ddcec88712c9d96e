import { Facts } from "../ui/facts.tsx";
import { fullDate } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { countryName } from "./countries.ts";
import type { WholeTraits } from "./vouching.ts";

interface IdentityFactsProps {
  traits: Omit<WholeTraits, "nameUsed">;
  /** Where she was born, if it was in France. */
  commune: string | null;
}

/** Who someone is, told: what was checked elsewhere and is asked no more. */
export function IdentityFacts({ traits, commune }: IdentityFactsProps) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const { birthName, firstNames, birthDate, sex, birthplaceInsee: code } = traits;
  const facts: [string, string | null][] = [
    [t("identity.birthName.label"), birthName],
    [t("identity.firstNames.label"), firstNames],
    [t("identity.birthDate.label"), fullDate(birthDate, language)],
    [t("identity.sex.legend"), t(`identity.sex.${sex}`)],
    [t("identity.birthplace.born"), commune ?? (code && countryName(code, language))],
  ];
  return <Facts facts={facts} />;
}
