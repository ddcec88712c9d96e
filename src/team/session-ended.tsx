import type { Context } from "hono";
import type { Web } from "../platform/web.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

/** Answers a form that was posted when the session had ended: everything typed comes back, to be sent once more after signing in
 * elsewhere. Nothing of it is kept here, nor in the browser. 401, which scripts understand. */
export async function sessionEnded(c: Context<Web>, signIn: string) {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}));
  const typed = Object.entries(body).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => (typeof value === "string" ? [{ name, value }] : [])),
  );
  return c.render(<SessionEnded {...{ typed, signIn }} />, 401);
}

function SessionEnded({ typed, signIn }: { typed: { name: string; value: string }[]; signIn: string }) {
  const t = useWords("team");
  const { path } = useRequest();
  return (
    <Page title={t("ended.title")} header="bare" width="narrow">
      <h1>{t("ended.title")}</h1>
      <p class="lead mt-4">{t("ended.kept")}</p>
      <ol class="list-decimal ps-6 mt-5 grid gap-2">
        <li>{t("ended.first")}</li>
        <li>{t("ended.then")}</li>
      </ol>
      <form method="post" action={path} class="flex flex-wrap gap-3 mt-7">
        {typed.map(({ name, value }) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ButtonLink href={signIn} target="_blank">
          {t("ended.signIn")}
        </ButtonLink>
        <Button tone="outline">{t("ended.again")}</Button>
      </form>
    </Page>
  );
}
