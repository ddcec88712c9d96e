import type { Context } from "hono";
import type { AccountsParts } from "../accounts/enter.ts";
import { paths } from "../paths.ts";
import type { Db } from "../platform/db.ts";
import type { Log } from "../platform/log.ts";
import { sealerFor } from "../platform/seal.ts";
import { federationPages } from "./federation-pages.tsx";
import { OtherDoors } from "./federation-views.tsx";
import { linkedProviders } from "./linked-providers.tsx";
import { openProvider, type Provider, type ProviderName, type ProviderSettings } from "./provider.ts";
import { hasTokens } from "./tokens.ts";
import { forgetVouched } from "./vouched.ts";
import { vouchingWith } from "./vouching.ts";

export interface FederationOptions {
  settings: { [Name in ProviderName]?: ProviderSettings };
  secret: string;
  publicUrl: string;
  log: Log;
}

/** The identity providers that are set up: what they add to the pages of accounts, and pages of their own. */
export function openFederation({ settings, secret, publicUrl, log }: FederationOptions) {
  const names = (["franceconnect", "pro-sante-connect"] as const).filter((name) => settings[name]);
  const providers: Partial<Record<ProviderName, Provider>> = {};
  for (const name of names) providers[name] = openProvider(name, settings[name]!);
  const sealer = sealerFor("federation", secret);
  return {
    doors: {
      otherDoors: (to: string | null) => <OtherDoors names={names} to={to} />,
      vouching: vouchingWith(sealer),
      linkedProviders: (db: Db, who: { userId: string; isStaff: boolean }) => linkedProviders(db, { names, ...who }),
      afterSignOut(c: Context) {
        forgetVouched(c); // on a shared computer the next account would be opened for her
        return hasTokens(c) ? paths.signOutElsewhere() : null;
      },
    } satisfies Partial<AccountsParts>,
    pages: (accounts: AccountsParts) => federationPages({ accounts, providers, sealer, publicUrl, log }),
  };
}
