import { paths } from "../paths.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Field } from "../ui/field.tsx";
import { Page } from "../ui/page.tsx";
import { Rich } from "../ui/rich.tsx";
import { whole } from "../ui/whole.tsx";
import { useWords } from "../ui/words.ts";
import type { Found } from "./find-questions.ts";
import type { QuestionGroup, ToldQuestion } from "./questions.ts";
import { BackToTop } from "./text-view.tsx";
import { Told, ToldLine } from "./told.tsx";

type ToldGroup = QuestionGroup<ToldQuestion>;

/** The help page: whole, or with `found` what a search found in it. */
export function HelpView({ groups, asked, found }: { groups: ToldGroup[]; asked: string; found: Found | null }) {
  const t = useWords("help");
  return (
    <Page title={t("page.title")} description={t("description.help")} current={paths.help()}>
      <h1 id="haut" tabindex={-1}>
        {whole(t("page.heading"))}
      </h1>
      <p class="lead muted mt-3">{t("page.lead")}</p>
      <SearchForm asked={asked} />
      {found ? <Findings found={found} asked={asked} /> : <Contents groups={groups} />}
      <div class="max-w-[40rem]">
        {groups.map((group) => (
          <Group key={group.id} group={group} />
        ))}
        <BackToTop />
      </div>
    </Page>
  );
}

function SearchForm({ asked }: { asked: string }) {
  const t = useWords("help");
  return (
    <form
      action={paths.help()}
      role="search"
      aria-label={t("search.label")}
      class="sheet mt-6 grid gap-3 p-3 sm:p-4 sm:grid-cols-[1fr_auto] sm:items-end max-w-[40rem]"
    >
      <Field
        name="q"
        type="search"
        icon="search"
        label={<span class="px-1">{t("search.question")}</span>}
        placeholder={t("search.example")}
        value={asked}
        autocomplete="off"
      />
      <Button class="sm:px-7!">{t("search.submit")}</Button>
    </form>
  );
}

function Findings({ found: { count, isPartial }, asked }: { found: Found; asked: string }) {
  const t = useWords("help");
  if (count === 0) return <NothingFound asked={asked} />;
  return (
    <div class="mt-6 flex flex-wrap items-center justify-between gap-x-6 max-w-[40rem]">
      <p role="status">{t(isPartial ? "search.partial" : "search.found", { count, asked })}</p>
      <AllQuestions />
    </div>
  );
}

function NothingFound({ asked }: { asked: string }) {
  const t = useWords("help");
  const contact = (words: string) => (
    <a class="link" href={`${paths.help()}#nous-joindre`}>
      {words}
    </a>
  );
  return (
    <div class="mt-6 max-w-[40rem]" role="status">
      <EmptyState
        icon="search-x"
        title={t("search.nothing", { asked })}
        text={<Rich marks={{ contact }}>{t("search.nothingThen")}</Rich>}
      >
        <AllQuestions />
      </EmptyState>
    </div>
  );
}

function AllQuestions() {
  const t = useWords("help");
  return (
    <a class="link target" href={paths.help()}>
      {t("search.all")}
    </a>
  );
}

function Contents({ groups }: { groups: ToldGroup[] }) {
  const t = useWords("help");
  return (
    <nav aria-label={t("page.contents")} class="mt-9 columns-1 sm:columns-2 lg:columns-3 gap-x-10">
      {groups.map(({ id, title, questions }) => (
        <div key={id} class="mb-6 break-inside-avoid">
          <p class="display text-[1.2rem]">
            <ToldLine html={title} />
          </p>
          <ul class="mt-1">
            {questions.map((question) => (
              <li key={question.id}>
                <a class="link target leading-snug py-1" href={`#${question.id}`}>
                  <ToldLine html={question.title} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Group({ group: { id, title, opening, questions } }: { group: ToldGroup }) {
  return (
    <section class="mt-12" aria-labelledby={id}>
      <h2 id={id}>
        <ToldLine html={title} />
      </h2>
      {opening && <Told html={opening} class="mt-2.5" />}
      {questions.map((question) => (
        <article key={question.id} class="mt-8" aria-labelledby={question.id}>
          <h3 id={question.id} class="text-[1.2rem]!">
            <ToldLine html={question.title} />
          </h3>
          <Told html={question.answer} class="mt-2.5" />
        </article>
      ))}
    </section>
  );
}
