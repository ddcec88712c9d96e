import { afterAll } from "vitest";
import { createApp } from "../src/app.tsx";
import { createLog } from "../src/platform/log.ts";
import { newDatabase } from "./database.ts";

export interface Answer {
  status: number;
  headers: Headers;
  html: string;
  /** What is read on the page, one space between words. */
  text: string;
}

/** The site without a socket, over an empty database, for whoever has not signed in. It is Monday 23 November 2026, ten o'clock in
 * Paris, until `time.now` says otherwise. */
export async function openPages() {
  const { db, ownerDb, url } = await newDatabase();
  const time = { now: Temporal.Instant.from("2026-11-23T09:00:00Z") };
  const app = createApp({ config, db, authUrl: url, log: createLog({ level: "silent" }), now: () => time.now });
  afterAll(() => app.auth.close());
  return {
    ...{ app, db, ownerDb, time },
    async visit(path: string, language: "fr" | "en" = "fr"): Promise<Answer> {
      const answer = await app.request(path, { headers: { "Accept-Language": language } });
      const html = await answer.text();
      return { status: answer.status, headers: answer.headers, html, text: textOf(html) };
    },
  };
}

const config = {
  mode: "production" as const,
  publicUrl: "http://localhost",
  secret: "a secret of thirty-two characters at least",
  argon2: { memoryKib: 8192, passes: 1 },
  trustProxy: 0,
  varDir: "/nowhere",
  smtpUrl: "smtp://localhost",
};

function textOf(html: string): string {
  return html
    .replace(/<(script|style|head)\b.*?<\/\1>/gs, "")
    .replace(/<br\/?>|<\/?(p|li|h\d|div|ul|ol|section|summary|a|dt|dd|option)\b[^>]*>/g, " ")
    .replaceAll("</span><span", "</span> <span")
    .replace(/<[^>]+>/g, "")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}
