import { Hono } from "hono";
import { paths } from "../paths.ts";
import type { KeptMail, Mailbox } from "../platform/mail.ts";
import { idIn, type Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.tsx";
import { useWords } from "../ui/words.ts";

/** The mails a demonstration would send; mounted in demonstration only. */
export function mailboxPage({ mailbox }: { mailbox: Mailbox }) {
  return new Hono<Web>()
    .get(paths.mailbox(), (c) => c.render(<MailList mails={mailbox.list()} />))
    .get(paths.mailboxMessage(":id"), (c) => {
      const mail = mailbox.read(idIn(c));
      return mail ? c.render(<MailSheet mail={mail} />) : c.notFound();
    })
    .get(htmlOf(":id"), (c) => {
      const mail = mailbox.read(idIn(c));
      if (!mail) return c.notFound();
      c.header("content-security-policy", policyOfMail);
      c.header("x-frame-options", "SAMEORIGIN");
      return c.html(mail.html.replace("<head>", '<head><base target="_top">'));
    })
    .get(calendarOf(":id"), (c) => {
      const calendar = mailbox.read(idIn(c))?.calendar;
      if (!calendar) return c.notFound();
      c.header("content-type", `text/calendar; charset=utf-8; method=${calendar.method}`);
      c.header("content-disposition", 'attachment; filename="rendez-vous.ics"');
      return c.body(calendar.content);
    });
}

/** A mail is someone else's document: no script, no origin of its own, nothing fetched. Its links open in place of our page. */
const policyOfMail =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; frame-ancestors 'self'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

function htmlOf(id: string): string {
  return `${paths.mailboxMessage(id)}/html`;
}

function calendarOf(id: string): string {
  return `${paths.mailboxMessage(id)}/rendez-vous.ics`;
}

/** Where whoever looks at the demonstration is. */
const zone = "Europe/Paris";

function MailList({ mails }: { mails: KeptMail[] }) {
  const t = useWords("notices");
  return (
    <Page title={t("mailbox.title")} width="narrow">
      <h1>{t("mailbox.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("mailbox.lead")}</p>
      {mails.length === 0 ? (
        <EmptyState icon="mail" title={t("mailbox.empty")} text={t("mailbox.emptyThen")} />
      ) : (
        <ul class="sheet rows px-5">
          {mails.map((mail) => (
            <MailRow key={mail.id} mail={mail} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function MailRow({ mail }: { mail: KeptMail }) {
  return (
    <li class="py-4">
      <a class="link target" href={paths.mailboxMessage(mail.id)}>
        {mail.subject}
      </a>
      <p class="muted small break-words">
        {mail.to} · <SentAt mail={mail} />
      </p>
    </li>
  );
}

function MailSheet({ mail }: { mail: KeptMail }) {
  const t = useWords("notices");
  const facts = [
    [t("mailbox.from"), mail.from],
    [t("mailbox.to"), mail.to],
    [t("mailbox.at"), <SentAt mail={mail} />],
  ] as const;
  return (
    <Page title={mail.subject} width="narrow" current={paths.mailbox()}>
      <BackLink href={paths.mailbox()}>{t("mailbox.back")}</BackLink>
      <h1 class="break-words">{mail.subject}</h1>
      <dl class="facts mt-5">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <iframe
        class="mt-7 w-full h-[44rem] rounded-2xl border border-line bg-white"
        title={t("mailbox.html")}
        src={htmlOf(mail.id)}
        sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
      />
      {mail.calendar && (
        <>
          <h2 class="mt-8">{t("mailbox.attachments")}</h2>
          <p class="mt-2">
            <a class="link target" href={calendarOf(mail.id)}>
              <Icon name="calendar-plus" /> rendez-vous.ics
            </a>
          </p>
        </>
      )}
      <h2 class="mt-8">{t("mailbox.text")}</h2>
      <div class="sheet sheet-pad mt-3 whitespace-pre-wrap break-words">{withLinks(mail.text)}</div>
    </Page>
  );
}

function SentAt({ mail }: { mail: KeptMail }) {
  const { now, language } = useRequest();
  const at = Temporal.Instant.from(mail.sentAt);
  return <time dateTime={mail.sentAt}>{dayAndHour(at, zone, now, language)}</time>;
}

function withLinks(text: string) {
  return text.split(/(https?:\/\/[^\s)]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} class="link" href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
