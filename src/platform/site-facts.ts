import { z } from "zod";

/** Who publishes this site and who hosts it, as the law wants it printed. A text names a fact by the variable that gives it. */
export const siteFactSettings = {
  PUBLISHER_NAME: fact("the name of whoever runs this site"),
  PUBLISHER_FORM: fact("its legal form, with the capital of a company"),
  PUBLISHER_REGISTRATION: fact("its number in a register, such as RCS Paris 123 456 789"),
  PUBLISHER_ADDRESS: fact("its postal address, on one line"),
  PUBLISHER_PHONE: fact("its telephone number"),
  PUBLISHER_EMAIL: fact("an address that people read, such as contact@example.fr"),
  PUBLICATION_DIRECTOR: fact("the first and last name of whoever answers for what is published"),
  CERTIFIED_HOST_NAME: fact("the name of the certified health-data host"),
  CERTIFIED_HOST_ADDRESS: fact("its postal address, on one line, with the country"),
  CERTIFIED_HOST_PHONE: fact("its telephone number"),
  CERTIFIED_HOST_CERTIFICATE: fact("its HDS certificate: number, certifying body, activities, end"),
  DPO_CONTACT: fact("how to reach the data protection officer: an e-mail address or a postal one"),
} as const;

export type SiteFact = keyof typeof siteFactSettings;
export type SiteFacts = Partial<Record<SiteFact, string>>;

/** Those of a demonstration: every name invented, every number reserved for fiction. */
export const inventedFacts: Record<SiteFact, string> = {
  PUBLISHER_NAME: "AmiCare Démonstration",
  PUBLISHER_FORM: "société fictive, sans capital",
  PUBLISHER_REGISTRATION: "RCS de Fiction 000 000 000",
  PUBLISHER_ADDRESS: "1 rue de l'Exemple, 75000 Paris",
  PUBLISHER_PHONE: "01 99 00 00 00",
  PUBLISHER_EMAIL: "contact@amicare.example",
  PUBLICATION_DIRECTOR: "Camille Exemple",
  CERTIFIED_HOST_NAME: "Hébergeur Fictif",
  CERTIFIED_HOST_ADDRESS: "2 rue de l'Exemple, 75000 Paris, France",
  CERTIFIED_HOST_PHONE: "01 99 00 00 01",
  CERTIFIED_HOST_CERTIFICATE: "certificat inventé, pour la démonstration seulement",
  DPO_CONTACT: "dpo@amicare.example",
};

/** The facts among these settings. */
export function siteFactsIn(settings: { [name in SiteFact]?: string | undefined }): SiteFacts {
  const names = Object.keys(siteFactSettings) as SiteFact[];
  return Object.fromEntries(names.flatMap((name) => (settings[name] ? [[name, settings[name]]] : [])));
}

function fact(description: string) {
  return z.string().trim().max(500).optional().describe(description);
}
