import { practitionerName } from "../appointments/details.ts";
import type { FreeTime } from "../appointments/free-times.ts";
import { languageName } from "../establishments/languages.ts";
import type { Found } from "../establishments/search.ts";
import { jobOf } from "../establishments/specialty.ts";
import { paths } from "../paths.ts";
import { distance } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import { Face } from "./face.tsx";
import { NextTimes } from "./next-times.tsx";

/** One practitioner found: who, where, and when. */
export function ResultCard({ found, times }: { found: Found; times: FreeTime[] }) {
  const t = useWords("directory");
  const { language } = useRequest();
  return (
    <li class="sheet sheet-pad grid grid-cols-1 gap-x-8 gap-y-5 md:grid-cols-[minmax(0,1fr)_18.4rem]">
      <div class="flex flex-wrap gap-4">
        <span class="max-[359px]:hidden">
          <Face of={found} />
        </span>
        <div class="grow basis-48 min-w-0 wrap-anywhere">
          <h3 class="text-[1.25rem]!">
            <a
              class="text-base-content hover:text-primary underline decoration-transparent hover:decoration-current underline-offset-4"
              href={paths.practitioner(found.slug, { lieu: found.siteId })}
            >
              {practitionerName(found)}
            </a>
          </h3>
          <p>{jobOf(found, language)}</p>
          <p class="muted mt-2">
            {found.siteName}, {found.street}, {found.commune}
            {found.distanceMetres !== null && (
              <>
                <br />
                {t("search.card.away", { distance: distance(found.distanceMetres, language) })}
              </>
            )}
          </p>
          <Facts found={found} />
        </div>
      </div>
      <div class="md:border-s md:border-line md:ps-7 max-md:border-t max-md:border-line max-md:pt-4">
        <NextTimes found={found} times={times} />
      </div>
    </li>
  );
}

function Facts({ found }: { found: Found }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const others = found.languages.filter((code) => code !== "fr").map((code) => languageName(code, language));
  const facts: [IconName, string | false][] = [
    ["user-plus", found.acceptsNewPatients && t("search.card.newPatients")],
    ["accessibility", found.wheelchair && t("search.card.wheelchair")],
    ["euro", found.feeSector === "1" && t("search.card.sector1")],
    ["video", found.offersVideo && t("search.card.video")],
    ["languages", capitalise(others.join(", "))],
  ];
  return (
    <ul class="flex flex-wrap gap-x-4 gap-y-1 mt-3">
      {facts.map(
        ([icon, words]) =>
          words && (
            <li key={icon} class="tag">
              <Icon name={icon} />
              {words}
            </li>
          ),
      )}
    </ul>
  );
}
