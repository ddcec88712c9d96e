import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Question {
  method?: "GET" | "POST" | "DELETE";
  path: string;
  /** What a form posts. */
  form?: Record<string, string>;
  /** The answer may come compressed, as browsers say. Default: true. */
  compressed?: boolean;
}

/** Server-sent events, as they come. */
export interface Stream {
  /** The next message of this kind; those of others before it are passed over. */
  next(event: string): Promise<string>;
  close(): void;
}

/** Someone with a browser: connections that are kept, cookies of one's own. Any other answer than `expected` is an error. */
export class Browser {
  readonly #origin: string;
  readonly #agent: Agent;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string, agent: Agent) {
    this.#origin = origin;
    this.#agent = agent;
  }

  /** A cookie of an earlier visit. */
  bring(name: string, value: string) {
    this.#cookies.set(name, value);
  }

  /** The same person before another server. */
  at(origin: string): Browser {
    const other = new Browser(origin, this.#agent);
    for (const [name, value] of this.#cookies) other.bring(name, value);
    return other;
  }

  async get(path: string, ...expected: number[]): Promise<Answer> {
    return this.ask({ path }, ...(expected.length > 0 ? expected : [200]));
  }

  async post(path: string, form: Record<string, string>, expected = 303): Promise<Answer> {
    return this.ask({ method: "POST", path, form }, expected);
  }

  async ask(question: Question, ...expected: number[]): Promise<Answer> {
    const answer = await this.#send(question);
    if (expected.includes(answer.status)) return answer;
    const { method = "GET", path } = question;
    const wanted = expected.join(" or ");
    throw new Error(`${method} ${path} answered ${answer.status} instead of ${wanted}: ${wordsOf(answer.body)}`);
  }

  /** A stream that stays open, on a connection of its own. */
  listen(path: string): Promise<Stream> {
    const heard: { event: string; data: string }[] = [];
    let wakeUp = () => {};
    const cookies = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { Accept: "text/event-stream", Cookie: cookies };
    return new Promise((resolve, reject) => {
      const sent = request(this.#origin + path, { headers, agent: false }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`GET ${path} answered ${response.statusCode}`));
        let rest = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          const messages = (rest + text).split("\n\n");
          rest = messages.pop()!;
          for (const message of messages) {
            const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(message) ?? [];
            if (event && data) heard.push({ event, data });
          }
          wakeUp();
        });
        resolve({ next, close: () => sent.destroy() });
      });
      sent.on("error", reject).end();
    });

    async function next(event: string): Promise<string> {
      for (;;) {
        const message = heard.shift();
        if (message?.event === event) return message.data;
        if (message) continue;
        const told = Promise.withResolvers<void>();
        wakeUp = told.resolve;
        await told.promise;
      }
    }
  }

  #send({ method = "GET", path, form, compressed = true }: Question): Promise<Answer> {
    const body = form && new URLSearchParams(form).toString();
    const headers = {
      Accept: "text/html",
      "Accept-Language": "fr",
      ...(compressed && { "Accept-Encoding": "gzip" }),
      ...(this.#cookies.size > 0 && { Cookie: [...this.#cookies].map((pair) => pair.join("=")).join("; ") }),
      ...(method !== "GET" && { Origin: this.#origin }),
      ...(body !== undefined && {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": Buffer.byteLength(body),
      }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(this.#origin + path, { method, headers, agent: this.#agent }, async (response) => {
        this.#keep(response.headers["set-cookie"] ?? []);
        const isCompressed = response.headers["content-encoding"] === "gzip";
        const content = isCompressed ? response.pipe(createGunzip()) : response;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(content) });
      });
      sent.once("error", reject).end(body);
    });
  }

  #keep(cookies: string[]) {
    for (const cookie of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name && value) this.#cookies.set(name, value);
    }
  }
}

/** Connections to one server, at most so many. */
export function connections(most: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: most });
}

function wordsOf(html: string): string {
  const [main = html] = /<main[\s\S]*<\/main>/.exec(html) ?? [];
  return main
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300);
}
