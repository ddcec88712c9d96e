import { type Context, Hono } from "hono";
import { listedName } from "../patients/listed-name.ts";
import { asActor } from "../platform/actor.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { dayAndMonth } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { AppointmentPanel, type OpenAppointment, opened } from "./appointment-panel.tsx";
import { agendaDayOf, backTo } from "./back-to.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { theirVisit, type WithVisit } from "./their-visit.ts";
import { type Told, UndoTold, undoTold } from "./undo-told.tsx";

/** An appointment on a page of its own: what the agenda shows beside its grid on wide screens. */
export const appointmentPage = new Hono<WithVisit>().get(proPaths.appointment(":id"), theirVisit, (c) =>
  showAppointment(c, {}, 200),
);

/** What the answer to a press adds to the page. */
interface Said {
  /** A sentence: it was not done. */
  refused?: string;
  theirs?: Parameters<typeof ChangedMeanwhile>[0]["theirs"];
}

/** The page of the appointment named by the address, for whichever verb answers with it. */
export async function showAppointment(c: Context<WithVisit>, said: Said, status: 200 | 409 | 422) {
  const { db, staff: by, visit, now } = c.var;
  const read = await asActor(db, by, async (tx) => ({
    opened: await opened(tx, by, said.theirs?.now ?? visit),
    told: await undoTold(tx, { by, act: c.req.query("geste"), now: now() }),
  }));
  return c.render(<AppointmentView {...read} said={said} back={backTo(c.req.query("retour"))} />, status);
}

function AppointmentView({
  opened,
  told,
  said,
  back,
}: {
  opened: OpenAppointment;
  told: Told | null;
  said: Said;
  back: string | null;
}) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const { visit } = opened;
  const [day, today] = [visit.startsAt, now].map((at) => at.toZonedDateTimeISO(visit.zone).toPlainDate());
  const here = proPaths.appointment(visit.id, back ? { retour: back } : {});
  return (
    <ProPage title={t("visit.title", { name: listedName(visit.patient) })} current={proPaths.agenda()}>
      <BackLink href={back ?? agendaDayOf(visit)}>
        {back ? t("visit.back") : t("booking.back", { day: dayAndMonth(day!, today!, language) })}
      </BackLink>
      {told && <UndoTold told={told} back={here} />}
      <div class="grid gap-4 mt-3 max-w-[34rem]">
        {said.refused && (
          <Notice kind="sun" icon="ban" role="alert">
            <p class="font-semibold">{t("refused.notDone")}</p>
            <p>{said.refused}</p>
          </Notice>
        )}
        {said.theirs && <ChangedMeanwhile theirs={said.theirs} wished={{}} />}
        <AppointmentPanel opened={opened} level={1} back={here} />
      </div>
    </ProPage>
  );
}
