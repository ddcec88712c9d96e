/* Posts what the page without script posts, and is answered in JSON (src/agenda). */

export interface Done {
  kind: "done";
  /** What can be taken back; null: nothing changed. */
  act: string | null;
  sentence: string;
  seconds: number;
}
export interface Refused {
  kind: "refused";
  sentence: string;
  next?: string;
  /** Asked once more on purpose, it is done. */
  onPurposePossible?: boolean;
  /** The one it has now, when someone changed it meanwhile. */
  version?: number;
  theirs?: { label: string; yours: string; now: string }[];
  /** The same choice on a page without script. */
  page?: string;
}
/** `lost`: no answer came; `isSure`: nothing left this computer either. */
export type Answer = Done | Refused | { kind: "ended" | "gone" | "failed" } | { kind: "lost"; isSure: boolean };

const patienceMs = 15_000;

export async function send(address: string, fields: Record<string, string>): Promise<Answer> {
  const isSure = !navigator.onLine;
  let answer: Response;
  try {
    const body = new URLSearchParams(fields);
    const signal = AbortSignal.timeout(patienceMs);
    answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      signal,
      redirect: "manual",
    });
  } catch {
    return { kind: "lost", isSure: isSure || !navigator.onLine };
  }
  const { status, type } = answer;
  if (status === 401 || type === "opaqueredirect") return { kind: "ended" };
  if (status === 404 || status === 403) return { kind: "gone" };
  const told = await answer.json().catch(() => null);
  if (status === 200 && told?.done) return { seconds: 10, ...told, kind: "done" };
  if ((status === 409 || status === 422) && told?.sentence) return { ...told, kind: "refused" };
  return { kind: "failed" };
}

/** One per gesture: sent again with the same, nothing is done twice. */
export function newKey(): string {
  const [a, b, c, d] = crypto.getRandomValues(new Uint32Array(4)).map((part) => part >>> 0);
  const hex = [a, b, c, d].map((part) => part!.toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
