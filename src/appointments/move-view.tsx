import type { ComponentChildren } from "preact";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndHour, dayAndMonth, hourInFull, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { DayTile, type TileTone } from "../ui/when.tsx";
import { useWords } from "../ui/words.ts";
import type { MoveRefusal } from "./appointment.ts";
import { ByPhone } from "./appointment-card.tsx";
import { useBackTo } from "./back-to.ts";
import { type AppointmentDetails, phoneOf, practitionerName } from "./details.ts";
import type { TimesToMove } from "./free-times-to-move.ts";
import type { TimeRefusal } from "./open-agenda.ts";
import { sentenceFor } from "./refusal.tsx";
import { isoAt } from "./slot.ts";
import { instantOf, TimesByDay } from "./times-by-day.tsx";

export interface MoveViewProps extends TimesToMove {
  appointment: AppointmentDetails;
  /** The new time, once picked and before it is confirmed. */
  chosen: Temporal.Instant | null;
  /** Until when it could be changed online there; null: not online. */
  until?: Temporal.Instant | null;
  /** Nothing was picked. */
  missing?: boolean;
  /** Why the time picked could not be had. */
  because?: TimeRefusal;
}

export function MoveView({ appointment, chosen, until = null, missing, because, ...listed }: MoveViewProps) {
  const t = useWords("appointments");
  const back = useBackTo(appointment.id);
  return (
    <Page title={t("move.title")} current={paths.myAppointments()} erred={missing || because !== undefined}>
      <BackLink href={back.href}>{back.label}</BackLink>
      <h1>{t("move.heading")}</h1>
      <p class="lead muted mt-2">
        {[practitionerName(appointment), appointment.reasonName].filter(Boolean).join(", ")}
      </p>
      {because && (
        <Notice kind="sun" icon="clock-alert" role="alert" class="mt-6">
          <p>{t(`refusal.${sentenceFor(because)}`, { phone: phone(phoneOf(appointment)) })}</p>
        </Notice>
      )}
      <FromTo appointment={appointment} chosen={chosen} />
      {chosen && <Confirm appointment={appointment} chosen={chosen} until={until} />}
      <Times appointment={appointment} chosen={chosen} {...listed} />
    </Page>
  );
}

/** It cannot be moved online: why, and whom to ring. */
export function MoveRefused({ appointment, because }: { appointment: AppointmentDetails; because: MoveRefusal }) {
  const t = useWords("appointments");
  const back = useBackTo(appointment.id);
  const byPhone = because === "too-late-online" || because === "not-online";
  return (
    <Page title={t("move.title")} current={paths.myAppointments()} width="narrow">
      <BackLink href={back.href}>{back.label}</BackLink>
      <h1 class="mb-6">{t("move.heading")}</h1>
      {byPhone ? (
        <ByPhone appointment={appointment} />
      ) : (
        <Notice kind="sun" icon="clock-alert" role="alert">
          <p>{t(`refusal.${because}`, { phone: phone(phoneOf(appointment)) })}</p>
        </Notice>
      )}
    </Page>
  );
}

function FromTo({ appointment, chosen }: Pick<MoveViewProps, "appointment" | "chosen">) {
  const t = useWords("appointments");
  const { startsAt, zone } = appointment;
  return (
    <div class="grid gap-4 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center mt-8">
      <Side id="avant" tone="past" at={startsAt} zone={zone} title={<span class="muted">{t("move.current")}</span>}>
        {t("move.kept")}
      </Side>
      {chosen && (
        <>
          <span class="grid place-items-center size-11 mx-auto rounded-full bg-deep text-on-deep">
            <Icon name="arrow-right" class="max-md:rotate-90" />
          </span>
          <Side
            id="apres"
            tone="sun"
            at={chosen}
            zone={zone}
            title={<span class="text-primary">{t("move.new")}</span>}
            chosen
          />
        </>
      )}
    </div>
  );
}

interface SideProps {
  id: string;
  tone: TileTone;
  at: Temporal.Instant;
  zone: string;
  title: ComponentChildren;
  chosen?: boolean;
  children?: ComponentChildren;
}

function Side({ id, tone, at, zone, title, chosen, children }: SideProps) {
  const { language } = useRequest();
  return (
    <section
      class={`sheet sheet-pad grid grid-cols-[auto_minmax(0,1fr)] gap-5 items-center ${chosen ? "border-primary! outline-2 outline-primary" : ""}`}
      aria-labelledby={id}
    >
      <DayTile day={at.toZonedDateTimeISO(zone).toPlainDate()} tone={tone} />
      <div>
        <h2 id={id} class="text-base! font-sans! tracking-normal!">
          {title}
        </h2>
        <p class="font-display font-semibold text-[1.9rem] leading-tight">{hourInFull(at, zone, language)}</p>
        {children && <p class="muted">{children}</p>}
      </div>
    </section>
  );
}

interface ConfirmProps {
  appointment: AppointmentDetails;
  chosen: Temporal.Instant;
  until: Temporal.Instant | null;
}

function Confirm({ appointment, chosen, until }: ConfirmProps) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const { id, startsAt, zone } = appointment;
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const back = useBackTo(id);
  return (
    <>
      <form method="post" action={paths.move(id)} class="flex flex-wrap gap-3 mt-7">
        <input type="hidden" name="debut" value={isoAt(chosen, zone)} />
        <Button icon="check" class="px-7! max-sm:btn-block">
          {t("move.confirm")}
        </Button>
        <ButtonLink tone="ghost" href={back.href} class="max-sm:btn-block">
          {t("move.keep", { day: dayAndMonth(startsAt.toZonedDateTimeISO(zone).toPlainDate(), today, language) })}
        </ButtonLink>
      </form>
      <p class="muted mt-5 max-w-[40rem]">
        {t("move.same")}{" "}
        {until && Temporal.Instant.compare(until, now) > 0
          ? t("move.sameUntil", { deadline: dayAndHour(until, zone, now, language) })
          : t("move.sameByPhone", { phone: phone(phoneOf(appointment)) })}
      </p>
    </>
  );
}

function Times({
  appointment,
  chosen,
  times,
  earlier,
  later,
  next,
}: Pick<MoveViewProps, "appointment" | "chosen"> & TimesToMove) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const { id, zone } = appointment;
  return (
    <section class="mt-12" aria-labelledby="autres">
      <h2 id="autres">{t(chosen ? "move.other" : "move.pick")}</h2>
      {times.length > 0 ? (
        <TimesByDay
          times={times}
          chosen={chosen?.epochMilliseconds ?? null}
          hrefOf={(time) =>
            paths.move(id, { debut: isoAt(instantOf(time), zone), ...(earlier && { semaine: dayOf(times[0]!) }) })
          }
        />
      ) : (
        <div class="sheet sheet-pad mt-4 grid gap-3">
          {next ? (
            <>
              <p>{t("move.none")}</p>
              <a class="link target" href={paths.move(id, { semaine: dayOf(next) })}>
                {t("move.jump", { when: dayAndHour(instantOf(next), zone, now, language) })}
              </a>
            </>
          ) : (
            <p>{t("move.noneAtAll", { phone: phone(phoneOf(appointment)) })}</p>
          )}
        </div>
      )}
      <nav aria-labelledby="autres" class="flex flex-wrap gap-x-7 mt-3">
        {earlier && (
          <a class="link target" href={paths.move(id, { semaine: earlier.toString() })}>
            <Icon name="arrow-left" /> {t("move.earlier")}
          </a>
        )}
        {later && (
          <a class="link target" href={paths.move(id, { semaine: later.toString() })}>
            {t("move.later")} <Icon name="arrow-right" />
          </a>
        )}
      </nav>
    </section>
  );
}

function dayOf(time: { startMs: number; zone: string }): string {
  return instantOf(time).toZonedDateTimeISO(time.zone).toPlainDate().toString();
}
