import { z } from "zod";
import { most } from "../establishments/rule-forms.ts";
import type { Reason } from "../establishments/settings.ts";
import { isId } from "../platform/web.ts";
import {
  delayFrom,
  delayNumber,
  delayTyped,
  delayUnit,
  key,
  line,
  lines,
  number,
  numberSaid,
  tick,
  tickTyped,
  version,
} from "./answers.ts";

export const hues = [1, 2, 3, 4, 5, 6] as const;
export const bookers = ["everyone", "known", "invited", "staff"] as const;
export const places = ["in-person", "video", "phone", "home"] as const;

/** Every rule of a visit reason, as its form posts it. */
export const ReasonForm = z
  .object({
    name: line("wrong.noName", 80),
    hue: z.coerce.number().pipe(z.literal(hues, "wrong.choose")).catch(1),
    durationMin: numberSaid(1, 720, "wrong.duration"),
    newPatientDurationMin: number(1, 720, "wrong.duration"),
    stepMin: number(1, 720, "wrong.duration"),
    bufferBeforeMin: number(0, 240, "wrong.buffer"),
    bufferAfterMin: number(0, 240, "wrong.buffer"),
    bookingNotice: delayNumber,
    bookingNoticeUnit: delayUnit,
    bookingHorizon: numberSaid(1, 3650, "wrong.horizon"),
    bookingHorizonUnit: z.enum(["D", "M"]).catch("D"),
    releasedHoursBefore: number(1, most, "wrong.atLeastOne"),
    bookableBy: z.enum(bookers, "wrong.choose"),
    minAgeYears: number(0, 130, "wrong.age"),
    maxAgeYears: number(0, 130, "wrong.age"),
    place: z.enum(places, "wrong.choose"),
    instructions: lines(2000),
    toBring: lines(1000),
    discreet: tick,
    needsConfirmation: tick,
    cancellableOnline: tick,
    movableOnline: tick,
    cancelNotice: delayNumber,
    cancelNoticeUnit: delayUnit,
    maxMoves: number(0, most, "wrong.number"),
    roomId: z
      .string()
      .default("")
      .refine((id) => id === "" || isId(id), "wrong.choose"),
    version,
    key,
  })
  .refine(
    ({ minAgeYears, maxAgeYears }) => minAgeYears === null || maxAgeYears === null || minAgeYears <= maxAgeYears,
    {
      path: ["maxAgeYears"],
      message: "wrong.agesCrossed",
    },
  );

export type ReasonAnswers = z.output<typeof ReasonForm>;

/** The columns behind the answers. What was left empty has its usual value: starts as far apart as the visit is long, no buffer, no notice. */
export function columnsOf({ version: _, key: __, ...answers }: ReasonAnswers) {
  const { bookingNoticeUnit, bookingHorizonUnit, cancelNoticeUnit, ...rest } = answers;
  return {
    ...rest,
    stepMin: rest.stepMin ?? rest.durationMin,
    bufferBeforeMin: rest.bufferBeforeMin ?? 0,
    bufferAfterMin: rest.bufferAfterMin ?? 0,
    bookingNotice: delayFrom(rest.bookingNotice ?? 0, bookingNoticeUnit) ?? "PT0H",
    bookingHorizon: `P${rest.bookingHorizon}${bookingHorizonUnit}`,
    cancelNotice: delayFrom(rest.cancelNotice, cancelNoticeUnit),
    roomId: rest.roomId || null,
  };
}

/** What the fields show of a reason that is there. */
export function typedOfReason(reason: Reason): Record<string, string> {
  const figure = (value: number | null) => (value === null ? "" : String(value));
  const notice = delayTyped("bookingNotice", reason.bookingNotice);
  const [, horizon = "", horizonUnit = "D"] = /^P(\d+)([DM])$/.exec(reason.bookingHorizon) ?? [];
  return {
    ...{ name: reason.name, hue: String(reason.hue), place: reason.place, bookableBy: reason.bookableBy },
    ...{ durationMin: figure(reason.durationMin), newPatientDurationMin: figure(reason.newPatientDurationMin) },
    stepMin: reason.stepMin === reason.durationMin ? "" : figure(reason.stepMin),
    bufferBeforeMin: reason.bufferBeforeMin === 0 ? "" : figure(reason.bufferBeforeMin),
    bufferAfterMin: reason.bufferAfterMin === 0 ? "" : figure(reason.bufferAfterMin),
    ...(notice.bookingNotice === "0" ? { bookingNotice: "", bookingNoticeUnit: "H" } : notice),
    ...{ bookingHorizon: horizon, bookingHorizonUnit: horizonUnit },
    releasedHoursBefore: figure(reason.releasedHoursBefore),
    ...{ minAgeYears: figure(reason.minAgeYears), maxAgeYears: figure(reason.maxAgeYears) },
    ...{ instructions: reason.instructions ?? "", toBring: reason.toBring ?? "", roomId: reason.roomId ?? "" },
    ...tickTyped("discreet", reason.discreet),
    ...tickTyped("needsConfirmation", reason.needsConfirmation),
    ...tickTyped("cancellableOnline", reason.cancellableOnline),
    ...tickTyped("movableOnline", reason.movableOnline),
    ...delayTyped("cancelNotice", reason.cancelNotice),
    maxMoves: figure(reason.maxMoves),
  };
}
