import { type Ear, listen } from "../platform/listen.ts";
import type { Log } from "../platform/log.ts";

/** Whoever looks at agendas in a browser, as long as her page is open. */
export interface Looker {
  staffId: string;
  establishmentId: string;
  /** Of her session: not the cookie. Streams are counted by it. */
  session: string;
  /** Asks, as she is now, which agendas she may see. */
  agendas(): Promise<ReadonlySet<string>>;
  /** Asked at every beat: her session goes on, at this desk. */
  isThere(): Promise<boolean>;
}

export interface LiveAgenda {
  /** Server-sent events for her; null: this process has no room for more.
   *
   * `compare`: look again, something may have been missed; the first message, once everything that follows is heard, and after each silence
   * of the database. `changed`: `{ agenda, first, last }`, an agenda's id and local days (null: without end); never of whom or why. `enough`:
   * she has too many, this one gives way. The stream ends when her session or her rights do: she asks again, and is told who she is. */
  streamFor(looker: Looker): ReadableStream<Uint8Array> | null;
  /** How many are open. */
  readonly open: number;
  /** Ends all, and hears no more. */
  close(): Promise<void>;
}

export interface LiveOptions {
  /** As the owner: whoever listens keeps a connection. */
  url: string;
  log: Log;
  /** So often a stream says that it is there; milliseconds. */
  beatMs?: number;
  /** Streams of one process, and of one session. */
  most?: number;
  mostPerSession?: number;
}

/** What happens to agendas, told to those who look at them, within moments of its commit. One connection to the database for all of them,
 * opened for the first. */
export function openLiveAgenda({
  url,
  log,
  beatMs = 25_000,
  most = 1000,
  mostPerSession = 6,
}: LiveOptions): LiveAgenda {
  const streams = new Set<Stream>();
  let ear: Ear | null = null;
  let isClosed = false;

  return {
    streamFor(looker) {
      if (isClosed || streams.size >= most) return null;
      ear ??= listen({ url, channels: ["agenda", "team"], onTold, onListening: () => tellAll(compare), log });
      makeRoomFor(looker);
      const stream = new Stream(looker, { beatMs, log, onEnd: () => streams.delete(stream) });
      streams.add(stream);
      ear.listening().then(() => stream.admit());
      return stream.body;
    },
    get open() {
      return streams.size;
    },
    async close() {
      isClosed = true;
      for (const stream of streams) stream.end();
      await ear?.close();
    },
  };

  function onTold(channel: string, told: string) {
    if (channel === "team") {
      for (const stream of streams) if (stream.looker.staffId === told) stream.end();
      return;
    }
    const [establishmentId, agenda, first, last] = told.split(" ");
    const dayOf = (day: string | undefined) => (day === "-" ? null : day);
    const message = said("changed", JSON.stringify({ agenda, first: dayOf(first), last: dayOf(last) }));
    for (const stream of streams) {
      if (stream.looker.establishmentId === establishmentId && stream.sees(agenda!)) stream.tell(message);
    }
  }

  function tellAll(message: Uint8Array) {
    for (const stream of streams) stream.tell(message);
  }

  /** The oldest stream of the session gives way: of a browser that has died nobody is told for a while. */
  function makeRoomFor({ session }: Looker) {
    const hers = [...streams].filter((stream) => stream.looker.session === session);
    for (const stream of hers.slice(0, Math.max(0, hers.length - mostPerSession + 1))) stream.giveWay();
  }
}

const encoder = new TextEncoder();
const said = (event: string, data: string) => encoder.encode(`event: ${event}\ndata: ${data}\n\n`);
const opening = encoder.encode("retry: 2000\n\n");
const beat = encoder.encode(":\n\n");
const compare = said("compare", "all");
const enough = said("enough", "streams");

/** What may wait for a browser that does not read, in messages; then it is left, and asks again. */
const patience = 200;

interface StreamOptions {
  beatMs: number;
  log: Log;
  onEnd(): void;
}

/** What one page hears. */
class Stream {
  readonly looker: Looker;
  readonly body: ReadableStream<Uint8Array>;
  readonly #options: StreamOptions;
  readonly #beating: NodeJS.Timeout;
  #to: ReadableStreamDefaultController<Uint8Array> | null = null;
  /** Null until they were asked: she is told nothing before. */
  #agendas: ReadonlySet<string> | null = null;

  constructor(looker: Looker, options: StreamOptions) {
    this.looker = looker;
    this.#options = options;
    this.body = new ReadableStream(
      {
        start: (to) => {
          this.#to = to;
          to.enqueue(opening);
        },
        cancel: () => this.#leave(),
      },
      { highWaterMark: patience },
    );
    this.#beating = setInterval(() => this.#beat(), options.beatMs).unref();
  }

  /** Once the database is heard: from here on nothing is missed, so what was missed before is looked for now. */
  async admit() {
    try {
      this.#agendas = await this.looker.agendas();
      this.tell(compare);
    } catch (err) {
      this.#options.log.warn({ err }, "a stream did not learn what it may tell");
      this.end();
    }
  }

  sees(agenda: string): boolean {
    return this.#agendas?.has(agenda) ?? false;
  }

  tell(message: Uint8Array) {
    if (this.#agendas) this.#send(message);
  }

  giveWay() {
    this.tell(enough);
    this.end();
  }

  end() {
    this.#to?.close();
    this.#leave();
  }

  async #beat() {
    const isThere = await this.looker.isThere().catch(() => true); // the database is away: so is everything that could be told
    if (isThere) this.#send(beat);
    else this.end();
  }

  #send(message: Uint8Array) {
    if ((this.#to?.desiredSize ?? 1) <= 0) this.end();
    this.#to?.enqueue(message);
  }

  #leave() {
    this.#to = null;
    clearInterval(this.#beating);
    this.#options.onEnd();
  }
}
