import { Hono } from "hono";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Morning } from "../ui/drawings.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { Page } from "../ui/page.tsx";
import { whole } from "../ui/whole.tsx";
import { useWords, wordsIn } from "../ui/words.ts";
import { Emergency } from "./emergency.tsx";
import { ownHome } from "./own-home.ts";
import { OwnHomeView } from "./own-home-view.tsx";
import { SearchBar } from "./search-bar.tsx";

/** The front door for visitors; what comes next for someone signed in. */
export const homePage = new Hono<Web>().get(paths.home(), async (c) => {
  const { db, actor: by, now } = c.var;
  if (by.kind !== "user") return c.render(<Home />);
  return c.render(<OwnHomeView own={await asActor(db, by, (tx) => ownHome(tx, by, now()))} />);
});

/** Search, three promises, the specialties, and the way to one's own appointments. */
export function Home() {
  const t = useWords("directory");
  return (
    <Page title={t("home.title")} description={t("home.description")} width="edge" foot={<Emergency />}>
      <Hero />
      <Search />
      <Promises />
      <Specialties />
      <Already />
    </Page>
  );
}

function Hero() {
  const t = useWords("directory");
  return (
    <div class="page grid min-[22.5rem]:grid-cols-[minmax(0,1fr)_8.4rem] sm:grid-cols-[minmax(0,1fr)_14rem] lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[1fr_auto] gap-x-4 lg:gap-x-10 items-end pt-6 md:pt-10 lg:pt-4">
      <div class="col-span-full lg:col-span-1 lg:self-end lg:pt-16">
        <h1 class="text-[clamp(2.35rem,1.5rem+3.6vw,3.9rem)]! leading-[1.04]! tracking-[-.03em]!">
          {whole(t("home.heading"))}
        </h1>
      </div>
      <p class="lead muted mt-4 lg:mt-5 max-w-[33rem] pb-7 lg:pb-16 lg:col-start-1">{t("home.lead")}</p>
      <div class="max-[22.4rem]:hidden lg:pe-6 lg:col-start-2 lg:row-start-1 lg:row-span-2" aria-hidden="true">
        <Morning />
      </div>
    </div>
  );
}

function Search() {
  const t = useWords("directory");
  return (
    <div class="page relative">
      <SearchBar />
      <p class="mt-4 px-2 flex flex-wrap items-center gap-x-5 gap-y-1 small">
        <span class="muted">{t("home.oftenSearched")}</span>
        {oftenSearched.map((specialty) => (
          <a key={specialty} class="link target" href={searchFor(specialty)}>
            {t(`specialty.${specialty}`)}
          </a>
        ))}
      </p>
    </div>
  );
}

function Promises() {
  const t = useWords("directory");
  return (
    <section class="page mt-14 md:mt-20" aria-labelledby="promises">
      <h2 id="promises" class="sr-only">
        {t("home.promises.heading")}
      </h2>
      <ul class="grid gap-9 md:grid-cols-3 md:gap-12">
        {promises.map(([promise, icon]) => (
          <li key={promise} class="grid gap-2 content-start">
            <span class="grid place-items-center size-13 rounded-2xl bg-soft text-secondary-content mb-2">
              <Icon name={icon} class="size-6!" />
            </span>
            <h3 class="text-[1.3rem]!">{t(`home.promises.${promise}.heading`)}</h3>
            <p class="muted">{t(`home.promises.${promise}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Specialties() {
  const t = useWords("directory");
  return (
    <section class="page mt-16 md:mt-24" aria-labelledby="specialties">
      <div class="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="specialties">{t("home.specialties")}</h2>
        <a class="link target" href={paths.search()}>
          {t("home.everyone")} <Icon name="arrow-right" />
        </a>
      </div>
      <ul class="mt-5 grid grid-cols-1 min-[24.375rem]:grid-cols-2 lg:grid-cols-4 gap-3">
        {specialties.map(([specialty, icon]) => (
          <li key={specialty} class="grid">
            <a
              class="sheet flex max-sm:flex-col sm:items-center gap-x-3.5 gap-y-2 p-4 max-sm:px-3 sm:p-5 no-underline text-base-content font-semibold leading-snug hover:border-primary hover:bg-soft"
              href={searchFor(specialty)}
            >
              <Icon name={icon} class="text-primary size-6!" />
              <span class="max-sm:text-[.95rem]">{t(`specialty.${specialty}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Already() {
  const t = useWords("directory");
  return (
    <section class="page mt-16 md:mt-24" aria-labelledby="already">
      <div class="deep on-deep grid md:grid-cols-[minmax(0,1fr)_auto] gap-6 items-center p-6 sm:p-9 md:p-12">
        <div>
          <h2 id="already" class="text-[clamp(1.5rem,1.2rem+1.4vw,2.1rem)]!">
            {whole(t("home.already.heading"))}
          </h2>
          <p class="muted mt-2 max-w-[36rem]">{t("home.already.text")}</p>
        </div>
        <div class="flex flex-wrap gap-3">
          <ButtonLink tone="on-deep" href={paths.myAppointments()}>
            {t("home.already.show")}
          </ButtonLink>
          <ButtonLink tone="line-deep" href={paths.help()}>
            {t("home.already.help")}
          </ButtonLink>
        </div>
      </div>
    </section>
  );
}

const specialties = [
  ["generalPractitioner", "stethoscope"],
  ["dentist", "smile"],
  ["ophthalmologist", "eye"],
  ["dermatologist", "sun"],
  ["gynaecologist", "flower-2"],
  ["physiotherapist", "person-standing"],
  ["cardiologist", "heart-pulse"],
  ["midwife", "baby"],
] as const satisfies [string, IconName][];

type Specialty = (typeof specialties)[number][0];

const oftenSearched: Specialty[] = ["generalPractitioner", "dentist", "physiotherapist", "midwife"];

const promises = [
  ["dayAndNight", "clock-3"],
  ["changeOfMind", "calendar-sync"],
  ["yours", "lock-keyhole"],
] as const satisfies [string, IconName][];

/** The search by that specialty. Addresses are the same in every language: they carry the French name. */
function searchFor(specialty: Specialty): string {
  return paths.search({ qui: wordsIn("fr", "directory")(`specialty.${specialty}`) });
}
