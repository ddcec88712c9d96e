import { type Context, Hono } from "hono";
import { z } from "zod";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, idIn, isId, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { agendasOf } from "./agendas.ts";
import { changeRights } from "./change-rights.ts";
import { type Colleague, colleaguesOf } from "./colleagues.ts";
import { onlyFor } from "./desk.ts";
import type { StaffActor } from "./invite-colleague.ts";
import { removeColleague } from "./remove-colleague.ts";
import { faultIn, type Rights, rightsAnswers, rightsIn } from "./rights.ts";
import { type Agenda, RightsFields } from "./rights-fields.tsx";
import { tickedAgendas } from "./ticked-agendas.ts";

const RightsForm = z.object(rightsAnswers);

/** One colleague: her rights, and the way off the team. */
export const colleaguePage = new Hono<Web>()
  .get(proPaths.colleague(":id"), onlyFor("manager"), (c) => show(c, {}))
  .post(proPaths.colleague(":id"), onlyFor("manager"), async (c) => {
    const colleague = await colleagueIn(c);
    if (!colleague) return c.notFound();
    const ticked = await tickedAgendas(c);
    const form = await readForm(c, RightsForm);
    if (!form.ok) return show(c, { errors: form.errors }, 422);
    const rights = rightsIn(form.value, ticked);
    const fault = faultIn(rights);
    if (fault) return show(c, { errors: { [fault.field]: fault.key }, rights }, 422);
    const { staffId } = colleague;
    const outcome = await changeRights(c.var.db, { staffId, rights, by: c.var.actor as StaffActor, now: c.var.now() });
    if (outcome.done) return c.redirect(proPaths.team({ fait: "droits" }), 303);
    const key = {
      "not-found": "team.isGone",
      "unknown-agenda": "team.unknownAgenda",
      "last-manager": "team.lastManager",
    };
    return show(c, { errors: { role: key[outcome.because] }, rights }, 409);
  })
  .get(proPaths.removeColleague(":id"), onlyFor("manager"), async (c) => {
    const colleague = await colleagueIn(c);
    return colleague ? c.render(<Remove colleague={colleague} />) : c.notFound();
  })
  .post(proPaths.removeColleague(":id"), onlyFor("manager"), async (c) => {
    const colleague = await colleagueIn(c);
    if (!colleague) return c.notFound();
    const { staffId } = colleague;
    const outcome = await removeColleague(c.var.db, { staffId, by: c.var.actor as StaffActor, now: c.var.now() });
    if (outcome.done || outcome.because === "not-found") return c.redirect(proPaths.team({ fait: "retire" }), 303);
    return c.render(<Remove colleague={colleague} isLast />, 409);
  });

/** Whoever works here today, by the id in the address. */
async function colleagueIn(c: Context<Web>): Promise<Colleague | null> {
  const id = idIn(c);
  if (!isId(id)) return null;
  const all = await asActor(c.var.db, c.var.actor, colleaguesOf);
  return all.find(({ staffId, removedAt }) => staffId === id && !removedAt) ?? null;
}

interface Shown {
  errors?: FieldErrors;
  /** What was asked, when it was refused. */
  rights?: Rights;
}

async function show(c: Context<Web>, { errors = {}, rights }: Shown, status: 200 | 409 | 422 = 200) {
  const colleague = await colleagueIn(c);
  if (!colleague) return c.notFound();
  const agendas = await asActor(c.var.db, c.var.actor, (tx) => agendasOf(tx, c.var.desk.establishmentId));
  return c.render(<ColleagueView {...{ colleague, agendas, errors }} rights={rights ?? rightsOf(colleague)} />, status);
}

function rightsOf({ role, practitionerId, allAgendas, agendas }: Colleague): Rights {
  return { role, practitionerId, agendas: allAgendas ? "all" : agendas };
}

interface ColleagueProps {
  colleague: Colleague;
  agendas: Agenda[];
  rights: Rights;
  errors: FieldErrors;
}

function ColleagueView({ colleague, agendas, rights, errors }: ColleagueProps) {
  const t = useWords("team");
  const sentences = useSentences("team", errors);
  return (
    <ProPage title={colleague.name ?? ""} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.team()}>{t("team.back")}</BackLink>
      <h1>{colleague.name}</h1>
      <p class="muted mt-1 mb-5 break-words">{colleague.email}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" class="grid gap-5 max-w-[40rem]" novalidate>
        <RightsFields agendas={agendas} rights={rights} errors={sentences} />
        <div class="flex flex-wrap gap-3">
          <Button>{t("team.save")}</Button>
          <ButtonLink tone="ghost" href={proPaths.removeColleague(colleague.staffId)}>
            {t("team.remove")}
          </ButtonLink>
        </div>
      </form>
    </ProPage>
  );
}

function Remove({ colleague: { staffId, name }, isLast }: { colleague: Colleague; isLast?: boolean }) {
  const t = useWords("team");
  const title = t("team.removeTitle", { name: name ?? "" });
  return (
    <ProPage title={title} erred={isLast ?? false}>
      <BackLink href={proPaths.colleague(staffId)}>{name}</BackLink>
      <h1>{title}</h1>
      {isLast && <ErrorSummary errors={{ form: t("team.lastManager") }} />}
      <p class="mt-3 max-w-[40rem]">{t("team.removeLead")}</p>
      <form method="post" class="flex flex-wrap gap-3 mt-6">
        <Button tone="danger">{t("team.removeConfirm", { name: name ?? "" })}</Button>
        <ButtonLink tone="ghost" href={proPaths.colleague(staffId)}>
          {t("team.keep")}
        </ButtonLink>
      </form>
    </ProPage>
  );
}
