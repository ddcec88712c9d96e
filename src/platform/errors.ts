/** What keeps AmiCare from starting or migrating, told in one sentence to whoever runs it: printed as it is, without a stack trace. */
export class OperatorError extends Error {
  override name = "OperatorError";
}

/** The SQLSTATE of what PostgreSQL refused ("23505", "40P01", …), or null for every other failure. */
export function sqlState(error: unknown): string | null {
  const code = error instanceof Error && "severity" in error && "code" in error ? error.code : null;
  return typeof code === "string" ? code : null;
}

/** The name of the constraint that PostgreSQL, or a trigger of ours, found broken; null for every other failure. */
export function brokenConstraint(error: unknown): string | null {
  const name = sqlState(error) && error instanceof Error && "constraint" in error ? error.constraint : null;
  return typeof name === "string" ? name : null;
}

/** Whether a migration changed what a prepared statement answers. PostgreSQL's code for it (0A000) and its sentence say other things too:
 * the place in its source does not. */
export function isOutdatedPlan(error: unknown): boolean {
  return (
    sqlState(error) === "0A000" &&
    error instanceof Error &&
    "routine" in error &&
    error.routine === "RevalidateCachedQuery"
  );
}

/** Does `work`, and once more when PostgreSQL ended it because of someone else's: to break a deadlock (40P01), a serialisation
 * conflict (40001), because a time was taken between our look and our write (23P01), which the second look sees, or because the schema
 * changed under a prepared statement (statements.ts names it anew). */
export async function retryOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const state = sqlState(error);
    if (state === "40P01" || state === "40001" || state === "23P01" || isOutdatedPlan(error)) return work();
    throw error;
  }
}

/** The failure as `console.error` should tell it: one sentence when it is the operator's to mend, the whole trace when it is ours. */
export function toldToOperator(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
