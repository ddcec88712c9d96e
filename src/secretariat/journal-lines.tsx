import type { HouseLine } from "../audit/house-journal.ts";
import { listedName } from "../patients/listed-name.ts";
import { proPaths } from "../pro-paths.ts";
import { dayAndHour, hour, longDay } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";
import { whole } from "../ui/whole.tsx";
import { useWords, type Words } from "../ui/words.ts";
import { isJournalKind } from "./journal-kinds.ts";

interface LinesProps {
  lines: HouseLine[];
  /** By whose clocks. */
  zone: string;
  /** Of one patient: her name is not said again. */
  isOfOne?: boolean;
}

/** Lines of the journal, under their days. */
export function JournalLines({ lines, zone, isOfOne = false }: LinesProps) {
  const { now } = useRequest();
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const days = Map.groupBy(lines, ({ happenedAt }) => happenedAt.toZonedDateTimeISO(zone).toPlainDate().toString());
  return (
    <div class="grid gap-5">
      {Array.from(days, ([day, ofDay]) => (
        <section key={day} aria-labelledby={`jour-${day}`}>
          <h2 id={`jour-${day}`} class="first-letter:uppercase">
            {longDay(Temporal.PlainDate.from(day), today, "fr")}
          </h2>
          <ul class="sheet overflow-clip mt-2 rows">
            {ofDay.map((line) => (
              <LineRow key={line.number} {...{ line, zone, isOfOne }} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function LineRow({ line, zone, isOfOne }: { line: HouseLine; zone: string; isOfOne: boolean }) {
  const t = useWords("secretariat");
  const { now } = useRequest();
  const { happenedAt, patient, visit } = line;
  const detail = detailOf(t, line, zone, now);
  return (
    <li class="grid grid-cols-[3.2rem_minmax(0,1fr)] gap-x-3 py-2.5 px-4 sm:px-5">
      <time class="muted tabular-nums" datetime={happenedAt.toString()}>
        {hour(happenedAt, zone)}
      </time>
      <div class="min-w-0">
        <h3 class="text-[1rem]! font-semibold">
          {whole(whatOf(t, line))}
          {patient && !isOfOne && (
            <>
              {" : "}
              <a class="link" href={proPaths.patient(patient.id)}>
                {listedName(patient)}
              </a>
            </>
          )}
        </h3>
        <p class="small">
          {byOf(t, line)}
          {visit && (
            <>
              {". "}
              <a class="link" href={proPaths.appointment(visit.id)}>
                {t("journal.visit", {
                  when: dayAndHour(visit.startsAt, visit.zone, now, "fr"),
                  who: [visit.title, visit.lastName].filter(Boolean).join(" "),
                })}
              </a>
            </>
          )}
        </p>
        {detail && <p class="muted small">{detail}</p>}
      </div>
    </li>
  );
}

/** What was done, in plain words. */
export function whatOf(t: Words<"secretariat">, { kind, result }: Pick<HouseLine, "kind" | "result">): string {
  if (kind === "link-followed" && result === "refused") return t("journal.linkRefused");
  return isJournalKind(kind) ? t(`journal.what.${kind}`) : t("journal.other");
}

/** Who did it: staff by their names; of patients, whether it was herself or someone who acts for her; nobody else is named. */
export function byOf(t: Words<"secretariat">, { actorKind, actorRole, actorName }: HouseLine): string {
  if (actorKind === "staff") {
    const role = actorRole === "manager" || actorRole === "practitioner" ? actorRole : "secretary";
    return t(`journal.by.${role}`, { name: actorName ?? t("notes.formerColleague") });
  }
  if (actorKind === "guest") return t("journal.by.guest");
  if (actorKind !== "user") return t("journal.by.system");
  return t(actorRole === "self" || actorRole === null ? "journal.by.self" : "journal.by.relative");
}

/** What a line tells besides: times between which a visit was moved, how a file stands since. */
export function detailOf(
  t: Words<"secretariat">,
  { kind, detail, visit }: HouseLine,
  zone: string,
  now: Temporal.Instant,
): string | null {
  const at = (value: unknown) => {
    const instant = instantIn(value);
    return instant && dayAndHour(instant, visit?.zone ?? zone, now, "fr");
  };
  const [from, to] = [at(detail.from), at(detail.to)];
  if (from && to && from !== to) return t("journal.detail.moved", { from, to });
  if (kind === "patient-standing-changed")
    return t(detail.isBlocked === true ? "journal.detail.blocked" : "journal.detail.open");
  if (kind === "patient-proposal-answered")
    return t(detail.accepted === true ? "journal.detail.accepted" : "journal.detail.declined");
  return null;
}

function instantIn(value: unknown): Temporal.Instant | null {
  if (typeof value !== "string") return null;
  try {
    return Temporal.Instant.from(value);
  } catch {
    return null;
  }
}
