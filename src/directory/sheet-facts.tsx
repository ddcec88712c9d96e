import type { ComponentChildren } from "preact";
import { directionsTo, phoneOf } from "../appointments/details.ts";
import { languageName } from "../establishments/languages.ts";
import type { Sheet, SheetSite } from "../establishments/queries.ts";
import { paths } from "../paths.ts";
import { phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";

/** Where, how to come, when to ring, how much, in which languages: the chosen site first. */
export function SheetFacts({ sheet, site }: { sheet: Sheet; site: SheetSite }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const others = sheet.sites.filter(({ id }) => id !== site.id);
  const spoken = sheet.languages.map((code) => languageName(code, language)).join(", ");
  return (
    <aside class="sheet sheet-pad" aria-labelledby="pratique">
      <h2 id="pratique">{t("sheet.practical.heading")}</h2>
      <dl class="facts grid-cols-1 mt-5 gap-5!">
        <SiteFacts sheet={sheet} site={site} />
        <Fees sheet={sheet} />
        {spoken && (
          <Fact icon="languages" title={t("sheet.practical.languages")}>
            {capitalise(spoken)}
          </Fact>
        )}
        {others.map((each) => (
          <SiteFacts key={each.id} sheet={sheet} site={each} />
        ))}
      </dl>
      <p class="mt-5">
        <a class="link target" href={paths.privacyOf(sheet.establishmentId)}>
          {t("sheet.practical.privacy")}
        </a>
      </p>
    </aside>
  );
}

export interface SiteFactsProps {
  sheet: Pick<Sheet, "establishmentName" | "establishmentPhone">;
  site: SheetSite;
}

/** Where it is, how to come, when to ring. */
export function SiteFacts({ sheet, site }: SiteFactsProps) {
  const t = useWords("directory");
  const number = phoneOf({ sitePhone: site.phone, establishmentPhone: sheet.establishmentPhone });
  return (
    <>
      <Fact icon="map-pin" title={site.name}>
        {site.name !== sheet.establishmentName && (
          <>
            {sheet.establishmentName}
            <br />
          </>
        )}
        <span itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
          <span itemprop="streetAddress">{site.street}</span>
          <br />
          <span itemprop="postalCode">{site.postalCode}</span> <span itemprop="addressLocality">{site.commune}</span>
        </span>
        <br />
        <a class="link target" href={directionsTo(site)} rel="noreferrer">
          {t("sheet.practical.directions")}
        </a>
      </Fact>
      {site.access && (
        <Fact icon="train-front" title={t("sheet.practical.access")}>
          <span lang="fr" class="whitespace-pre-line">
            {site.access}
          </span>
        </Fact>
      )}
      <Fact icon="phone" title={t("sheet.practical.phone")}>
        <a class="link target" href={`tel:${number}`}>
          <span itemprop="telephone">{phone(number)}</span>
        </a>
      </Fact>
      {site.secretariatHours && (
        <Fact icon="clock-3" title={t("sheet.practical.secretariat")}>
          <span lang="fr" class="whitespace-pre-line">
            {site.secretariatHours}
          </span>
        </Fact>
      )}
    </>
  );
}

function Fees({ sheet: { feeSector, takesVitale, paymentMeans } }: { sheet: Sheet }) {
  const t = useWords("directory");
  const means = paymentMeans.map((each) => t(`sheet.means.${each}`)).join(", ");
  const lines = [
    feeSector && t(`sheet.sectorInFull.${feeSector}`),
    t(takesVitale ? "sheet.vitale" : "sheet.noVitale"),
    capitalise(means),
  ];
  return (
    <Fact icon="euro" title={t("sheet.practical.fees")}>
      {lines.filter(Boolean).map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </Fact>
  );
}

function Fact({ icon, title, children }: { icon: IconName; title: string; children: ComponentChildren }) {
  return (
    <div class="relative ps-10">
      <dt>
        <Icon name={icon} class="absolute left-0 top-0.5 text-primary" />
        {title}
      </dt>
      <dd class="wrap-anywhere">{children}</dd>
    </div>
  );
}
