import { proPaths } from "../pro-paths.ts";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { useRequest } from "../ui/request.ts";
import { State, type StateKind } from "../ui/state.tsx";
import { useWords, type Words } from "../ui/words.ts";
import type { SentNotice } from "./sent.ts";

/** One mail or text: what it told, when, where it went, what became of it. */
export function SentRow({ notice, zone, isBrief = false }: { notice: SentNotice; zone: string; isBrief?: boolean }) {
  const t = useWords("secretariat");
  const { now } = useRequest();
  const { at, channel, to, visit, outcome } = notice;
  const when = dayAndHour(at, visit?.zone ?? zone, now, "fr");
  return (
    <li class="flex flex-wrap items-center gap-x-3.5 gap-y-2 py-3">
      <Icon name={channel === "sms" ? "message-square" : "mail"} class="text-primary size-5!" />
      <div class="flex-1 min-w-[11rem]">
        <p class="font-semibold leading-tight">{noticeName(t, notice)}</p>
        <p class="muted small">
          <time datetime={at.toString()} class="inline-block first-letter:uppercase">
            {when}
          </time>
          {!isBrief && <>, {t(`sent.to.${channel === "sms" ? "sms" : "mail"}.${to}`)}</>}
        </p>
        {!isBrief && visit && (
          <p class="small">
            <a class="link" href={proPaths.appointment(visit.id)}>
              {t("sent.about", { when: dayAndHour(visit.startsAt, visit.zone, now, "fr") })}
            </a>
          </p>
        )}
      </div>
      <Receipt outcome={outcome} />
    </li>
  );
}

/** « Remis », « Non envoyé : la personne ne le souhaite pas ». */
export function Receipt({ outcome: { state, why } }: Pick<SentNotice, "outcome">) {
  const t = useWords("secretariat");
  const [kind, icon] = dresses[state];
  const words = t(`sent.state.${state}`);
  return (
    <State kind={kind} icon={icon}>
      {why ? t("sent.because", { state: words, why: t(`sent.why.${why}`) }) : words}
    </State>
  );
}

const dresses: Record<SentNotice["outcome"]["state"], [StateKind, IconName]> = {
  sending: ["wait", "hourglass"],
  "handed-over": ["ok", "check"],
  delivered: ["ok", "check-check"],
  failed: ["stop", "circle-alert"],
  "not-sent": ["plain", "bell"],
};

const known = [
  ...(["booked", "requested", "moved", "cancelled", "declined", "confirmed", "reminder-7", "reminder-2"] as const),
  ...(["reminder-1", "patient-invitation"] as const),
];

/** What the notice told; of a kind this page does not know, that it was a message. */
function noticeName(t: Words<"secretariat">, { kind }: SentNotice): string {
  const name = known.find((each) => each === kind);
  return name ? t(`sent.kind.${name}`) : t("sent.kind.other");
}
