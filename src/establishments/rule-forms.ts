/** How rules are written down where they are kept: the same forms as the checks of migrations/0002_establishments.sql, and no number
 * longer than the engine reads. */

/** `PT48H`, exact hours, or `P2D`, calendar days. */
export function isDelay(text: string): boolean {
  return /^(PT\d{1,9}H|P\d{1,9}D)$/.test(text);
}

/** `P90D` or `P6M`. */
export function isHorizon(text: string): boolean {
  return /^P\d{1,9}[DM]$/.test(text);
}

/** E.164, `+33199001234`. */
export function isPhone(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** Whether this is a whole number between the two, both included. What is left out is always in order. */
export function isWhole(value: number | null | undefined, least: number, most: number): boolean {
  return value == null || (Number.isInteger(value) && value >= least && value <= most);
}

/** The largest whole number the database keeps in a rule. */
export const most = 32_767;
