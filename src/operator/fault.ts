/** What went wrong in a job, as far as the console shows it: its first line, without addresses, numbers or quoted words, which may be
 * somebody's. */
export function shownFault(error: string | null): string {
  const first = (error ?? "").split("\n")[0]!.trim();
  return first
    .replace(/[^\s<>"']+@[^\s<>"']+/g, "…")
    .replace(/https?:\/\/\S+/g, "…")
    .replace(/\+?\d[\d .-]{5,}\d/g, "…")
    .replace(/(["'«“]).*?(["'»”])/g, "$1…$2")
    .slice(0, 200);
}
