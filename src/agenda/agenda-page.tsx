import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { type Waiting, waitingRoomOf } from "../appointments/waiting-room.ts";
import type { StaffActor } from "../patients/files.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { type AgendaSight, readAgenda } from "./agenda.ts";
import { AgendaGrid } from "./agenda-grid.tsx";
import { AgendaPageView } from "./agenda-view.tsx";
import { appointmentPanel } from "./appointment-panel.tsx";
import { lookAtAgenda, type ToldLooks, toldLooks } from "./look-at-agenda.ts";
import { monthOf } from "./month.ts";
import { undoTold } from "./undo-told.tsx";
import { WaitingRoom } from "./waiting-room.tsx";

/** The agenda: a day side by side, a week of one practitioner, a list; and the part of it that is asked again whenever something changes. */
export function agendaPage() {
  const looks = toldLooks();
  return new Hono<Web>()
    .get(proPaths.agenda(), async (c) => {
      const back = backOf(c);
      const { rdv, geste } = c.req.query();
      const now = c.var.now();
      const seen = await see(c, looks, async (tx, by, sight) => ({
        weeks: await monthOf(tx, sight),
        told: await undoTold(tx, { by, act: geste, now }),
        opened: rdv ? await appointmentPanel(tx, { by, id: rdv, now }) : null,
      }));
      if (!seen || (rdv && !seen.beside.opened)) return c.notFound();
      const { sight, waiting, beside } = seen;
      return c.render(<AgendaPageView {...{ sight, waiting, back, etag: etagOf(sight, waiting) }} {...beside} />);
    })
    .get(proPaths.agendaPart(), async (c) => {
      const seen = await see(c, looks, async () => null, { isRefresh: true });
      if (!seen) return c.notFound();
      const { sight, waiting } = seen;
      const etag = etagOf(sight, waiting);
      c.header("ETag", etag);
      if (c.req.header("If-None-Match") === etag) {
        c.header("Cache-Control", "private, no-store");
        return c.body(null, 304);
      }
      return c.render(
        <>
          <AgendaGrid sight={sight} picked={c.req.query("rdv")} etag={etag} />
          <WaitingRoom waiting={waiting} back={backOf(c)} />
        </>,
      );
    });
}

/** Reads what the address asks for, and what stands beside it, in one transaction; what was shown is in the journal before it is shown. */
async function see<T>(
  c: Context<Web>,
  looks: ToldLooks,
  beside: (tx: Tx, by: StaffActor, sight: AgendaSight) => Promise<T>,
  { isRefresh = false } = {},
): Promise<{ sight: AgendaSight; waiting: Waiting[]; beside: T } | null> {
  const { db, desk, actor } = c.var;
  const [by, now] = [actor as StaffActor, c.var.now()];
  const seen = await asActor(db, by, async (tx) => {
    const sight = await readAgenda(tx, { by, query: c.req.query(), desk, now });
    if (!sight) return null;
    const visits = sight.columns.flatMap((column) => column.visits);
    const untold = looks.untold(by, visits, { now, isRefresh });
    await lookAtAgenda(tx, by, untold, { now });
    const waiting = await waitingRoomOf(tx, by, { siteId: sight.site?.id ?? null, now });
    return { sight, waiting, untold, beside: await beside(tx, by, sight) };
  });
  if (seen) looks.told(by, seen.untold, now);
  return seen;
}

/** Changes with whatever is shown, but not with the clock: the line that says now is moved by the script itself. Weak, therefore. */
function etagOf({ now: _, ...sight }: AgendaSight, waiting: readonly Waiting[]): string {
  const shown = JSON.stringify([sight, waiting]);
  return `W/"${createHash("sha256").update(shown).digest("base64url").slice(0, 27)}"`;
}

/** The agenda as asked, for whatever leads back to it: without what was just told. */
function backOf(c: Context<Web>): string {
  const { vue, jour, praticien, lieu, rdv } = c.req.query();
  const asked = Object.entries({ vue, jour, praticien, lieu, rdv }).filter(([, value]) => value);
  return proPaths.agenda(Object.fromEntries(asked));
}
