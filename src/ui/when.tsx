import type { ComponentChildren } from "preact";
import { dayParts, hour, repeatedHour } from "./format.ts";
import { useRequest } from "./request.ts";

export type TileTone = "plain" | "sun" | "past" | "white";

export interface DayTileProps {
  day: Temporal.PlainDate;
  /** sun: what comes next or is proposed · past: what is left behind · white: on a deep panel, when nothing awaits. */
  tone?: TileTone;
  size?: "sm" | "md" | "lg";
}

/** The day, our signature: weekday, number, month. */
export function DayTile({ day, tone = "plain", size = "md" }: DayTileProps) {
  const { weekday, number, suffix, month } = dayParts(day, useRequest().language);
  return (
    <time datetime={day.toString()} class={["day-tile", sizes[size], tones[tone]].filter(Boolean).join(" ")}>
      <span>{weekday}</span>{" "}
      <b>
        {number}
        {suffix && <sup class="text-[.42em] -top-[.75em]">{suffix}</sup>}
      </b>{" "}
      <span>{month}</span>
    </time>
  );
}

export interface WhenProps {
  at: Temporal.Instant;
  /** Where it takes place: the day and the hour are those of its clocks. */
  zone: string;
  tone?: TileTone;
  size?: "md" | "lg";
  /** What is said of it: runs beside the tile, under both on a phone. */
  children: ComponentChildren;
}

/** A day and its hour, side by side, the largest thing on the page. */
export function When({ at, zone, tone = "plain", size = "lg", children }: WhenProps) {
  const { language } = useRequest();
  const season = repeatedHour(at, zone, language);
  return (
    <div class="when">
      <DayTile day={at.toZonedDateTimeISO(zone).toPlainDate()} tone={tone} size={size} />
      <div class="min-w-0">
        <p class="when-time">
          <time datetime={at.toString({ smallestUnit: "minute" })}>{hour(at, zone)}</time>
        </p>
        {season && <p>{season}</p>}
      </div>
      <div class="min-w-0">{children}</div>
    </div>
  );
}

const sizes = { sm: "day-tile-sm", md: "", lg: "day-tile-lg" };
const tones = { plain: "", sun: "day-tile-sun", past: "day-tile-past", white: "bg-white! text-[#083f43]!" };
