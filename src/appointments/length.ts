/** In minutes: an appointment keeps its own length, whatever its reason has become. */
export function lengthOf({ startsAt, endsAt }: { startsAt: Temporal.Instant; endsAt: Temporal.Instant }): number {
  return startsAt.until(endsAt).total("minutes");
}
