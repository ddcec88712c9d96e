import type { Waiting } from "../appointments/waiting-room.ts";
import { listedName } from "../patients/listed-name.ts";
import { proPaths } from "../pro-paths.ts";
import { hour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";

/** From how many minutes on someone waits for long. */
const longMin = 15;

/** Who is there: those who wait, in the order of their arrival, each called in at one press; then who is in consultation. */
export function WaitingRoom({
  waiting,
  back,
  level = 2,
}: {
  waiting: readonly Waiting[];
  /** Where calling someone in leads back to. */
  back: string;
  level?: 1 | 2;
}) {
  const t = useWords("agenda");
  const arrived = waiting.filter(({ status }) => status === "arrived");
  const inside = waiting.filter(({ status }) => status === "in-consultation");
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <section class="sheet p-4 sm:px-5" id="waiting-room" aria-labelledby="waiting-title">
      <div class="flex items-center gap-3">
        <Icon name="armchair" class="text-lg" />
        <Heading id="waiting-title" class="grow">
          {t("waiting.title")}
        </Heading>
        {arrived.length > 0 && (
          <span class="count">
            {arrived.length}
            <span class="sr-only"> {t("waiting.count", { count: arrived.length })}</span>
          </span>
        )}
      </div>
      {arrived.length === 0 && <p class="muted mt-2">{t("waiting.nobody")}</p>}
      <ul class="rows mt-1">
        {arrived.map((one) => (
          <Waits key={one.id} one={one} back={back} severalSites={severalSites(waiting)} />
        ))}
      </ul>
      {inside.length > 0 && (
        <p class="muted text-[.9375rem] border-t border-line pt-3 mt-1">
          {t("waiting.inside")}{" "}
          {inside.map((one, index) => (
            <>
              {index > 0 && ", "}
              <a key={one.id} class="link text-inherit! py-1" href={proPaths.appointment(one.id)}>
                {listedName(one.patient)}
              </a>
            </>
          ))}
        </p>
      )}
    </section>
  );
}

function Waits({ one, back, severalSites }: { one: Waiting; back: string; severalSites: boolean }) {
  const t = useWords("agenda");
  const isLong = one.waitedMin >= longMin;
  return (
    <li class="flex items-center gap-3 py-2.5">
      <span class="grow min-w-0">
        <a
          class="font-semibold block leading-tight break-words no-underline hover:underline text-base-content py-1"
          href={proPaths.appointment(one.id)}
        >
          {listedName(one.patient)}
        </a>
        <span class="muted text-sm">
          {hour(one.startsAt, one.zone)}, {one.practitioner}
          {severalSites && <>, {one.siteName}</>}
        </span>
      </span>
      <State kind={isLong ? "wait" : "plain"} icon={isLong ? "clock-alert" : "clock"}>
        <span class="sr-only">{t("waiting.since")} </span>
        {t("waiting.minutes", { count: one.waitedMin })}
      </State>
      <form method="post" action={proPaths.attend(one.id)}>
        <input type="hidden" name="version" value={one.version} />
        <input type="hidden" name="retour" value={back} />
        <button
          type="submit"
          name="vers"
          value="in-consultation"
          class="btn btn-soft btn-primary btn-square"
          aria-label={t("waiting.callIn", { name: listedName(one.patient) })}
          title={t("waiting.callInShort")}
        >
          <Icon name="door-open" />
        </button>
      </form>
    </li>
  );
}

function severalSites(waiting: readonly Waiting[]): boolean {
  return new Set(waiting.map(({ siteId }) => siteId)).size > 1;
}
