import { ButtonLink } from "./button.tsx";
import { PassingCloud } from "./drawings.tsx";
import { Page } from "./page.tsx";
import { useRequest } from "./request.ts";
import { Rich } from "./rich.tsx";
import { useWords } from "./words.ts";

const causes = { 403: "forbidden", 404: "missing", 429: "hurried", 500: "broken" } as const;

/** What is shown instead of a page: not allowed, not found (or not yours), asked too fast, or our own fault. The reference is in the log too. */
export function ErrorPage({ status, reference }: { status: keyof typeof causes; reference: string }) {
  const t = useWords("ui");
  const { navigation, path } = useRequest();
  const cause = causes[status];
  const isWorthAnotherTry = cause === "broken" || cause === "hurried";
  return (
    <Page title={t(`${cause}.title`)}>
      <div class="grid justify-items-center text-center max-w-[36rem] mx-auto py-8 md:py-14">
        <PassingCloud />
        <h1 class="mt-8">{t(`${cause}.heading`)}</h1>
        <p class="lead muted mt-4">{t(`${cause}.lead`)}</p>
        <div class="flex flex-wrap justify-center gap-3 mt-8">
          {isWorthAnotherTry && (
            <ButtonLink href={path} icon="rotate-cw" class="px-7!">
              {t("retry")}
            </ButtonLink>
          )}
          <ButtonLink href={navigation.home} tone={isWorthAnotherTry ? "ghost" : "primary"}>
            {t("backHome")}
          </ButtonLink>
        </div>
        <p class="muted mt-10">
          <Rich marks={{ b: (words) => <strong class="tnum text-base-content whitespace-nowrap">{words}</strong> }}>
            {t(`${cause}.reference`, { reference })}
          </Rich>
        </p>
      </div>
    </Page>
  );
}
