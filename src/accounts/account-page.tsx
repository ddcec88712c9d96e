import { Hono } from "hono";
import type { ComponentChildren } from "preact";
import { paths } from "../paths.ts";
import type { Actor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useWords } from "../ui/words.ts";
import { type AccountFacts, accountFacts } from "./account-facts.ts";
import { NoticeSettings, RelativeSettings, YourData, YourDetails } from "./account-rows.tsx";
import { SecuritySettings } from "./account-security.tsx";
import type { AccountsParts } from "./enter.ts";
import { signedInOnly } from "./session.ts";

/** « Mon compte » : each thing one can look at or change, as it stands today, and the way out. */
export function accountPage({ accountBanner }: Pick<AccountsParts, "accountBanner">) {
  return new Hono<Web>().get(paths.account(), signedInOnly, async (c) => {
    const { db, now } = c.var;
    const by = c.var.actor as Extract<Actor, { kind: "user" }>;
    const { userId, name, email } = c.var.signedIn!;
    const facts = await accountFacts(db, { by, userId, now: now() });
    const banner = await accountBanner?.(db, by);
    return c.render(<Account {...{ name, email, facts, banner, done: doneIn(c.req.query("fait")) }} />);
  });
}

type Done = Parameters<typeof paths.accountAfter>[0];
const dones: Done[] = ["mot-de-passe", "adresse", "telephone", "identite", "langue", "notifications"];

/** What was just done, as the address tells. */
function doneIn(told: string | undefined): Done | null {
  return dones.find((done) => done === told) ?? null;
}

interface AccountProps {
  name: string;
  email: string;
  facts: AccountFacts;
  /** What is to be known first. */
  banner: ComponentChildren;
  done: Done | null;
}

function Account({ name, email, facts, banner, done }: AccountProps) {
  const t = useWords("accounts");
  return (
    <Page title={t("account.title")} current={paths.account()}>
      <div class="flex flex-wrap items-center gap-5">
        <Avatar initials={initialsIn(name)} class="w-[4.6rem]! rounded-[1.5rem]! text-[1.6rem]!" />
        <div class="min-w-0">
          <h1 class="text-[clamp(1.7rem,1.4rem+1.4vw,2.3rem)]!">{t("account.title")}</h1>
          <p class="muted mt-1 break-words">{name}</p>
        </div>
      </div>
      {banner}
      {done && (
        <Notice kind="ok" icon="circle-check-big" role="status" class="mt-7">
          <p>
            <strong>{t(`account.done.${done}.title`)}</strong> {t(`account.done.${done}.then`)}
          </p>
        </Notice>
      )}
      <div class="grid grid-cols-1 lg:grid-cols-2 gap-x-8 gap-y-10 mt-9 items-start">
        <YourDetails email={email} facts={facts} />
        <SecuritySettings facts={facts} />
        <div class="grid gap-10">
          <RelativeSettings names={facts.relatives} />
          <NoticeSettings />
        </div>
        <YourData />
      </div>
      <WayOut />
    </Page>
  );
}

function WayOut() {
  const t = useWords("accounts");
  return (
    <div class="mt-11 grid gap-6 justify-items-start">
      <form method="post" action={paths.signOut()} class="grid gap-2 justify-items-start">
        <Button tone="soft" icon="log-out">
          {t("account.out")}
        </Button>
        <p class="muted small">{t("account.outHint")}</p>
      </form>
      <a class="link target text-err-text!" href={paths.closeAccount()}>
        {t("account.close")}
      </a>
    </div>
  );
}

/** « HM », of « Hélène Marchand ». */
function initialsIn(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => word?.charAt(0) ?? "")
    .join("")
    .toUpperCase();
}
