/** Where the time comes from. It is handed to whoever needs it, so that a test can say what time it is. */
export type Now = () => Temporal.Instant;

/** The machine's time, in whole milliseconds: PostgreSQL gives it back unchanged. */
export const systemNow: Now = () => Temporal.Instant.fromEpochMilliseconds(Date.now());
