/** Between which hours, on the clock of the place, a notice may leave: from `first` o'clock on, before `end` o'clock. */
export interface Hours {
  first: number;
  end: number;
}

/** Reminders: mails and texts (product, section 3); texts ring. */
export const decentHours = { mail: { first: 8, end: 21 }, sms: { first: 9, end: 20 } } as const;

export function isDecent(now: Temporal.Instant, zone: string, { first, end }: Hours): boolean {
  const { hour } = now.toZonedDateTimeISO(zone);
  return hour >= first && hour < end;
}

/** `now` when the hour is decent, otherwise when it next begins to be. */
export function nextDecent(now: Temporal.Instant, zone: string, hours: Hours): Temporal.Instant {
  if (isDecent(now, zone, hours)) return now;
  const local = now.toZonedDateTimeISO(zone);
  const day = local.hour < hours.first ? local : local.add({ days: 1 });
  return day.withPlainTime({ hour: hours.first }).toInstant();
}

/** Something planned for that hour, brought to the nearest one that is decent and leaves an hour to try again. */
export function broughtToDecent(at: Temporal.ZonedDateTime, { first, end }: Hours): Temporal.ZonedDateTime {
  if (at.hour < first) return at.withPlainTime({ hour: first });
  return at.hour >= end ? at.withPlainTime({ hour: end - 1 }) : at;
}
