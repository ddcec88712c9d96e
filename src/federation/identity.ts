import { z } from "zod";
import type { Identity } from "../accounts/identity.ts";

/** Someone a provider vouched for. */
export interface FederatedIdentity {
  /** What an account is known by: the issuer's word for the person, stable, and never the mail. */
  accountId: string;
  /** Declared, not proven. */
  email: string | null;
  /** Who the person is, as checked against the civil register; null for professionals. */
  traits: Traits | null;
  /** How sure the provider was: eidas1, eidas2 or eidas3. */
  acr: string;
  /** Kept to end the session there as well. */
  idToken: string;
}

/** The pivot identity of FranceConnect. A date that is not whole (people born abroad, `1962-00-00`) is null. */
export type Traits = Pick<Identity, "birthName" | "nameUsed" | "firstNames" | "sex"> & {
  birthDate: Temporal.PlainDate | null;
  /** Code of the commune, or of the country for those born abroad; null when it was not said. */
  birthplaceInsee: string | null;
};

type Read = Pick<FederatedIdentity, "accountId" | "email" | "traits">;

interface Said {
  issuer: string;
  said: object;
}

const text = z.string().trim().min(1).optional().catch(undefined);

const fromFranceConnect = z.object({
  sub: z.string().min(1),
  given_name: text,
  given_name_array: z.array(z.string()).optional().catch(undefined),
  family_name: text,
  preferred_username: text,
  birthdate: text,
  gender: text,
  birthplace: text,
  birthcountry: text,
  email: z.email().optional().catch(undefined),
});

/** What FranceConnect v2 says of a person; `family_name` is the birth name. */
export function franceConnectIdentity({ issuer, said }: Said): Read {
  const claims = fromFranceConnect.parse(said);
  const { family_name: birthName, birthplace, birthcountry } = claims;
  const firstNames = claims.given_name_array?.join(" ") || claims.given_name;
  return {
    accountId: `${issuer}#${claims.sub}`,
    email: claims.email?.toLowerCase() ?? null,
    traits:
      birthName && firstNames
        ? {
            birthName,
            nameUsed: claims.preferred_username ?? birthName,
            firstNames,
            birthDate: wholeDate(claims.birthdate),
            sex: claims.gender === "female" ? "F" : claims.gender === "male" ? "M" : "U",
            birthplaceInsee: birthplace ?? birthcountry ?? null,
          }
        : null,
  };
}

const fromProSanteConnect = z.object({ SubjectNameID: z.string().min(1) });

/** What Pro Santé Connect says of a professional. The key is SubjectNameID, the national identifier: `sub` changes between its
 * environments, and no mail is promised. Roles and places of work are not read: being known is not being allowed. */
export function proSanteConnectIdentity({ said }: Said): Read {
  const { SubjectNameID } = fromProSanteConnect.parse(said);
  return { accountId: SubjectNameID, email: null, traits: null };
}

function wholeDate(day: string | undefined): Temporal.PlainDate | null {
  try {
    return day ? Temporal.PlainDate.from(day, { overflow: "reject" }) : null;
  } catch {
    return null;
  }
}
