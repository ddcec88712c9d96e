import { type Context, Hono } from "hono";
import { homeZone } from "../accounts/home-zone.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, isId, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndMonth } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { agendasOf } from "./agendas.ts";
import { type Colleague, colleaguesOf, type PendingInvitation, pendingInvitations } from "./colleagues.ts";
import { onlyFor } from "./desk.ts";
import { type StaffActor, withdrawStaffInvitation } from "./invite-colleague.ts";
import type { Agenda } from "./rights-fields.tsx";

/** « Équipe »: who works here and what each may see, who was invited, who left. */
export const teamPage = new Hono<Web>()
  .get(proPaths.team(), onlyFor("manager"), showTeam)
  .post(proPaths.colleagueInvitation(":id"), onlyFor("manager"), async (c) => {
    const id = idIn(c);
    if (!isId(id)) return c.notFound();
    await withdrawStaffInvitation(c.var.db, { id, by: c.var.actor as StaffActor, now: c.var.now() });
    return c.redirect(proPaths.team({ fait: "annule" }), 303);
  });

const deeds = ["invite", "droits", "retire", "annule"] as const;

async function showTeam(c: Context<Web>) {
  const { establishmentId, staffId } = c.var.desk;
  const all = await asActor(c.var.db, c.var.actor, async (tx) => ({
    colleagues: await colleaguesOf(tx),
    pending: await pendingInvitations(tx, establishmentId),
    agendas: await agendasOf(tx, establishmentId),
  }));
  const did = deeds.find((deed) => deed === c.req.query("fait")) ?? null;
  return c.render(<Team {...all} did={did} me={staffId} />);
}

interface TeamProps {
  colleagues: Colleague[];
  pending: PendingInvitation[];
  agendas: Agenda[];
  /** Who looks. */
  me: string;
  did: (typeof deeds)[number] | null;
}

function Team({ colleagues, pending, agendas, me, did }: TeamProps) {
  const t = useWords("team");
  const here = colleagues.filter(({ removedAt }) => !removedAt);
  const gone = colleagues.filter(({ removedAt }) => removedAt);
  return (
    <ProPage title={t("team.title")}>
      <div class="flex flex-wrap items-center gap-3">
        <h1 class="me-auto">{t("team.title")}</h1>
        <ButtonLink href={proPaths.inviteColleague()} icon="user-plus">
          {t("team.invite")}
        </ButtonLink>
      </div>
      <p class="muted mt-1">{t("team.lead")}</p>
      {did && (
        <Notice kind="ok" icon="check" role="status" class="mt-4">
          <p>
            <strong>{t(`team.done.${did}`)}</strong>
          </p>
        </Notice>
      )}
      <ul class="sheet rows mt-5">
        {here.map((colleague) => (
          <ColleagueRow key={colleague.staffId} {...{ colleague, agendas }} isMe={colleague.staffId === me} />
        ))}
      </ul>
      {pending.length > 0 && (
        <section class="mt-7" aria-labelledby="attente">
          <h2 id="attente">{t("team.pending")}</h2>
          <ul class="sheet rows mt-3">
            {pending.map((invitation) => (
              <Pending key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        </section>
      )}
      {gone.length > 0 && <Gone colleagues={gone} />}
    </ProPage>
  );
}

function ColleagueRow({ colleague, agendas, isMe }: { colleague: Colleague; agendas: Agenda[]; isMe: boolean }) {
  const t = useWords("team");
  const { staffId, name, email, role, practitionerId, hasStrongFactor } = colleague;
  const own = agendas.find(({ id }) => id === practitionerId);
  return (
    <li class="p-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Avatar initials={initialsOf(name ?? "?")} />
      <div class="grow min-w-40 basis-0">
        <p class="font-semibold">
          {name} {isMe && <span class="muted font-normal">({t("team.you")})</span>}
        </p>
        <p class="muted text-sm break-words">
          {t(`desk.roles.${role}`)}, {email}
        </p>
        <p class="text-sm">{seenAgendas(colleague, agendas, t)}</p>
        {own && <p class="text-sm">{t("team.ownAgenda", { name: own.name })}</p>}
      </div>
      {hasStrongFactor ? (
        <State kind="ok" icon="shield-check">
          {t("team.strong")}
        </State>
      ) : (
        <State kind="wait" icon="shield-alert">
          {t("team.weak")}
        </State>
      )}
      <ButtonLink
        tone="outline"
        href={proPaths.colleague(staffId)}
        aria-label={t("team.changeOf", { name: name ?? "" })}
      >
        {t("team.change")}
      </ButtonLink>
    </li>
  );
}

function initialsOf(name: string): string {
  const [first = "", ...rest] = name.split(" ");
  return `${first[0] ?? ""}${rest.at(-1)?.[0] ?? ""}`.toUpperCase();
}

function seenAgendas(
  { allAgendas, agendas: seen }: Colleague,
  agendas: readonly Agenda[],
  t: ReturnType<typeof useWords<"team">>,
): string {
  if (allAgendas) return t("team.all");
  const names = agendas.filter(({ id }) => seen.includes(id)).map(({ name }) => name);
  return names.length === 0 ? t("team.none") : t("team.some", { count: names.length, names: names.join(", ") });
}

function Pending({ invitation }: { invitation: PendingInvitation }) {
  const t = useWords("team");
  const { now } = useRequest();
  const { id, name, email, role, invitedAt, expiresAt, receipt } = invitation;
  const isOver = Temporal.Instant.compare(expiresAt, now) <= 0;
  return (
    <li class="p-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      <div class="grow min-w-40 basis-0">
        <p class="font-semibold">{name}</p>
        <p class="muted text-sm break-words">{email}</p>
        <p class="muted text-sm">
          {t("team.invitedAs", { role: t(`desk.roles.${role}`), day: dayOf(invitedAt, now) })}
        </p>
        <p class="text-sm">{isOver ? t("team.overdue") : t("team.until", { day: dayOf(expiresAt, now) })}</p>
      </div>
      {receipt && (
        <State kind={receipt === "failed" ? "stop" : "plain"} icon={receipt === "failed" ? "circle-alert" : "mail"}>
          {t(`team.receipts.${receipt}`)}
        </State>
      )}
      <form method="post" action={proPaths.colleagueInvitation(id)}>
        <Button tone="ghost" aria-label={t("team.withdrawOf", { name })}>
          {t("team.withdraw")}
        </Button>
      </form>
    </li>
  );
}

function Gone({ colleagues }: { colleagues: Colleague[] }) {
  const t = useWords("team");
  const { now } = useRequest();
  return (
    <section class="mt-7" aria-labelledby="partis">
      <h2 id="partis">{t("team.gone")}</h2>
      <ul class="mt-3 grid gap-1">
        {colleagues.map(({ staffId, name, role, removedAt }) => (
          <li key={staffId} class="muted">
            {name ?? t("team.left")}, {t(`desk.roles.${role}`)}. {t("team.leftOn", { day: dayOf(removedAt!, now) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function dayOf(at: Temporal.Instant, now: Temporal.Instant): string {
  const [day, today] = [at, now].map((instant) => instant.toZonedDateTimeISO(homeZone).toPlainDate());
  return dayAndMonth(day!, today!, "fr");
}
