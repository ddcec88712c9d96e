import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { z } from "zod";
import { paths } from "../paths.ts";
import { readForm, type Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import { chooseLanguage, languageCookieOf } from "./language.ts";
import { signedInOnly } from "./session.ts";

const LanguageForm = z.object({ langue: z.enum(["fr", "en"], "accountLanguage.missing") });

/** « Langue », in « Mon compte » : of the pages, and of the mails and texts that are sent. */
export const accountLanguagePage = new Hono<Web>()
  .get(paths.accountLanguage(), signedInOnly, (c) => c.render(<AccountLanguage />))
  .post(paths.accountLanguage(), signedInOnly, async (c) => {
    const form = await readForm(c, LanguageForm);
    if (!form.ok) return c.render(<AccountLanguage errors={form.errors} />, 422);
    const language = form.value.langue;
    await chooseLanguage(c.var.db, { userId: c.var.signedIn!.userId, language });
    setCookie(c, ...languageCookieOf(language, { secure: c.get("secureCookies") }));
    return c.redirect(paths.accountAfter("langue"), 303);
  });

function AccountLanguage({ errors = {} }: { errors?: Record<string, string> }) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const sentences = useSentences("accounts", errors);
  const options = (["fr", "en"] as const).map((value) => ({
    value,
    label: <span lang={value}>{t(`accountLanguage.${value}`)}</span>,
  }));
  return (
    <Page
      title={t("accountLanguage.title")}
      width="narrow"
      current={paths.account()}
      erred={Object.keys(errors).length > 0}
    >
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1 class="mb-7">{t("accountLanguage.title")}</h1>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.accountLanguage()} class="grid gap-6" novalidate>
        <Choices
          name="langue"
          legend={t("accountLanguage.legend")}
          value={language}
          error={sentences.langue}
          options={options}
          columns={2}
        />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("changePassword.submit")}</Button>
      </form>
    </Page>
  );
}
