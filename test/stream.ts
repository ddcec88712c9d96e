import { onTestFinished, vi } from "vitest";

export interface Told {
  event: string;
  data: string;
}

/** Reads server-sent events as a browser does. What was told is kept in `told`; `ended` once nothing more comes. */
export function readStream(answer: Response) {
  const told: Told[] = [];
  const state = { comments: 0, ended: false };
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  const reading = read();
  onTestFinished(async () => {
    await reader.cancel();
    await reading;
  });
  return {
    told,
    get comments() {
      return state.comments;
    },
    get ended() {
      return state.ended;
    },
    /** The `nth` message of this kind (from 1), once it has come. */
    next(event: string, { nth = 1, withinMs = 5000 } = {}): Promise<string> {
      const named = () => told.filter((each) => each.event === event)[nth - 1]?.data;
      return vi.waitUntil(named, { timeout: withinMs, interval: 5 });
    },
    end: (withinMs = 5000) => vi.waitUntil(() => state.ended, { timeout: withinMs, interval: 5 }),
    leave: () => reader.cancel(),
  };

  async function read() {
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const messages = (rest + value).split("\n\n");
      rest = messages.pop()!;
      for (const message of messages) keep(message);
    }
    state.ended = true;
  }

  function keep(message: string) {
    if (message.startsWith(":")) state.comments++;
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(message)?.[1];
    const event = field("event");
    if (event) told.push({ event, data: field("data") ?? "" });
  }
}
