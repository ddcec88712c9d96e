import { Hono } from "hono";
import { paths } from "../paths.ts";
import type { KeptMail, KeptText, Mailbox } from "../platform/mail.ts";
import { fitForSms } from "../platform/sms-text.ts";
import { idIn, type Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { dayAndHour, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

/** The mails and texts a demonstration would send; mounted in demonstration only. */
export function mailboxPage({ mailbox }: { mailbox: Mailbox }) {
  return new Hono<Web>()
    .get(paths.mailbox(), (c) => c.render(<MessageList mails={mailbox.list()} texts={mailbox.texts.list()} />))
    .get(paths.mailboxMessage(":id"), (c) => {
      const [mail, text] = [mailbox.read(idIn(c)), mailbox.texts.read(idIn(c))];
      if (mail) return c.render(<MailSheet mail={mail} />);
      return text ? c.render(<TextSheet text={text} />) : c.notFound();
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

function MessageList({ mails, texts }: { mails: KeptMail[]; texts: KeptText[] }) {
  const t = useWords("notices");
  const rows = [
    ...mails.map((mail) => ({ id: mail.id, row: <MailRow key={mail.id} mail={mail} /> })),
    ...texts.map((text) => ({ id: text.id, row: <TextRow key={text.id} text={text} /> })),
  ];
  rows.sort((one, other) => (one.id < other.id ? 1 : -1)); // ids sort by time
  return (
    <Page title={t("mailbox.title")} width="narrow">
      <h1>{t("mailbox.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("mailbox.lead")}</p>
      {rows.length === 0 ? (
        <EmptyState icon="mail" title={t("mailbox.empty")} text={t("mailbox.emptyThen")} />
      ) : (
        <ul class="sheet rows px-5">{rows.map(({ row }) => row)}</ul>
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
        {mail.to} · <SentAt message={mail} />
      </p>
    </li>
  );
}

function TextRow({ text }: { text: KeptText }) {
  const t = useWords("notices");
  return (
    <li class="py-4">
      <a class="link target" href={paths.mailboxMessage(text.id)}>
        <Icon name="message-square" /> {t("mailbox.smsTo", { phone: phone(text.to) })}
      </a>
      <p class="break-words">{text.text}</p>
      <p class="muted small">
        <SentAt message={text} />
      </p>
    </li>
  );
}

function TextSheet({ text }: { text: KeptText }) {
  const t = useWords("notices");
  const title = t("mailbox.smsTo", { phone: phone(text.to) });
  const number = fitForSms(text.text).parts.length;
  return (
    <Page title={title} width="narrow" current={paths.mailbox()}>
      <BackLink href={paths.mailbox()}>{t("mailbox.back")}</BackLink>
      <h1>{title}</h1>
      <p class="muted mt-2">
        <SentAt message={text} />
        {number > 1 && ` · ${t("mailbox.parts", { number })}`}
      </p>
      <p class="sheet sheet-pad mt-6 max-w-96 rounded-bl-md! whitespace-pre-wrap break-words">{withLinks(text.text)}</p>
    </Page>
  );
}

function MailSheet({ mail }: { mail: KeptMail }) {
  const t = useWords("notices");
  const facts = [
    [t("mailbox.from"), mail.from],
    [t("mailbox.to"), mail.to],
    [t("mailbox.at"), <SentAt message={mail} />],
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

function SentAt({ message: { sentAt } }: { message: KeptMail | KeptText }) {
  const { now, language } = useRequest();
  const at = Temporal.Instant.from(sentAt);
  return <time dateTime={sentAt}>{dayAndHour(at, zone, now, language)}</time>;
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
