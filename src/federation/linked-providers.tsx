import { asKeeper } from "../accounts/keeper.ts";
import { paths } from "../paths.ts";
import type { Db } from "../platform/db.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { useWords } from "../ui/words.ts";
import { providerNames } from "./federation-views.tsx";
import type { ProviderName } from "./provider.ts";

/** On the page of security: by which of these providers one signs in too, and how that begins or ends. Pro Santé Connect is for those who work
 * somewhere. */
export async function linkedProviders(
  db: Db,
  { names, userId, isStaff }: { names: readonly ProviderName[]; userId: string; isStaff: boolean },
) {
  const linked = await asKeeper(db, (tx) =>
    tx.selectFrom("auth.account").select("providerId").where("userId", "=", userId).execute(),
  );
  const rows = names
    .map((name) => ({ name, isLinked: linked.some(({ providerId }) => providerId === name) }))
    .filter(({ name, isLinked }) => isLinked || isStaff || name !== "pro-sante-connect");
  return rows.length > 0 ? <LinkedProviders rows={rows} /> : null;
}

function LinkedProviders({ rows }: { rows: { name: ProviderName; isLinked: boolean }[] }) {
  const t = useWords("federation");
  return (
    <section aria-labelledby="providers" class="mt-9">
      <h2 id="providers">{t("security.title")}</h2>
      <ul class="sheet overflow-clip mt-3 rows">
        {rows.map(({ name, isLinked }) => (
          <li key={name} class="flex flex-wrap items-center justify-between gap-x-5 gap-y-3 py-4 px-5 sm:px-6">
            <div class="min-w-0">
              <h3 class="text-[1.08rem]!">{providerNames[name]}</h3>
              <p class="muted">{t(isLinked ? "security.linked" : "security.notLinked")}</p>
            </div>
            {isLinked ? <Unlink name={name} /> : <Link name={name} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Unlink({ name }: { name: ProviderName }) {
  const t = useWords("federation");
  return (
    <form method="post" action={paths.unlinkIdentity()}>
      <Button tone="outline" name="provider" value={name}>
        {t("security.unlink")}
        <span class="sr-only"> {providerNames[name]}</span>
      </Button>
    </form>
  );
}

function Link({ name }: { name: ProviderName }) {
  const t = useWords("federation");
  const back = { vers: paths.security() };
  const href = name === "franceconnect" ? paths.franceConnect(back) : paths.proSanteConnect(back);
  return (
    <ButtonLink tone="outline" href={href}>
      {t("security.link")}
      <span class="sr-only"> {providerNames[name]}</span>
    </ButtonLink>
  );
}
