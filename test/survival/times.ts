import type { newWorld } from "../world.ts";

export type World = Awaited<ReturnType<typeof newWorld>>;

/** Dre Lune's time at this hour of the clock in Vincennes, `2027-03-25T09:00`, as a form names it. */
export function luneAt({ cast }: World, at: string) {
  const { lune, sites } = cast.cerfVolant;
  const start = Temporal.PlainDateTime.from(at).toZonedDateTime(sites.main.zone);
  const debut = start.toString({ smallestUnit: "minute", timeZoneName: "never" });
  return { soignant: lune.slug, motif: lune.reasonIds.visit, lieu: sites.main.id, debut };
}

/** Forty times at which Dre Lune receives, none of them Ada's. */
export function fortyTimes(): string[] {
  const days = ["2027-03-25", "2027-03-26", "2027-03-31"];
  const hours = [
    "08:30",
    "09:00",
    "09:30",
    "10:00",
    "10:30",
    "11:00",
    "11:30",
    "14:00",
    "14:30",
    "15:00",
    "15:30",
    "16:00",
    "16:30",
  ];
  return [...days.flatMap((day) => hours.map((hour) => `${day}T${hour}`)), "2027-03-31T17:00"];
}
