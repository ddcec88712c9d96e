/** What a browser got. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string;
  /** Where it is sent next, when it is: nothing is followed by itself. */
  location: string | null;
}

export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** As a form of the site's own pages is posted. */
  post(path: string, form?: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  cookies: Map<string, string>;
}

/** A browser without script: it keeps cookies and says where a form comes from. `fetch` is the whole site. */
export function openBrowser(
  fetch: (request: Request) => Response | Promise<Response>,
  { origin, cookies = new Map() }: { origin: string; cookies?: Map<string, string> },
): Browser {
  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(cookie && { cookie }), ...(init.headers as Record<string, string>) };
    const answer = await fetch(new Request(origin + path, { ...init, headers, redirect: "manual" }));
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    const { status, headers: answered } = answer;
    return { status, headers: answered, body: await answer.text(), location: answered.get("location") };
  }
  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, form = {}, headers = {}) =>
      ask(path, { method: "POST", body: new URLSearchParams(form), headers: { origin, ...headers } }),
  };
}

function keep(cookies: Map<string, string>, line: string) {
  const [pair = "", ...flags] = line.split("; ");
  const equals = pair.indexOf("=");
  const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
  const isOver = flags.some((flag) => /^max-age=(0|-\d+)$/i.test(flag));
  if (value === "" || isOver) cookies.delete(name);
  else cookies.set(name, value);
}
