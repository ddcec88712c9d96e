import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { VNode } from "preact";
import { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Db } from "./db.ts";

export type Language = "fr" | "en";

/** What every page finds in its context; src/app.ts puts it there. */
export interface Web {
  Variables: {
    db: Db;
    /** Who asks, as the database must know it. */
    actor: Actor;
    /** The person signed in, as pages greet her; verifiedAt: when she last proved to be there, by a second factor. */
    signedIn: { userId: string; name: string; email: string; verifiedAt: Temporal.Instant } | null;
    now: () => Temporal.Instant;
    language: Language;
    /** Texts (SMS) can be sent from here. */
    smsOn: boolean;
    /** An opaque number, printed on error pages and in the log. */
    reference: string;
  };
}

declare module "hono" {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: Hono asks for an interface to be merged
    (page: VNode, status?: ContentfulStatusCode): Response | Promise<Response>;
  }
}

/** What `:id` stands for in the address asked, as it was typed; it may be anything. */
export function idIn(c: Context): string {
  return c.req.param("id") ?? "";
}

/** Whether a text could be the id of something at all. */
export function isId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

/** One sentence per field, by the field's name; the sentence is a key of the slice's words. */
export type FieldErrors = Record<string, string>;

export type Form<T> =
  | { ok: true; value: T; typed: Record<string, string> }
  | { ok: false; errors: FieldErrors; typed: Record<string, string> };

/** What was posted, checked by `schema`. `typed` keeps every text as it came, so that nothing is lost when something is wrong.
 * A message of the schema is the key of the sentence to print beside the field. */
export async function readForm<S extends z.ZodType>(c: Context, schema: S): Promise<Form<z.output<S>>> {
  const typed = await typedIn(c);

  const read = schema.safeParse(typed);
  if (read.success) return { ok: true, value: read.data, typed };
  const errors: FieldErrors = {};
  for (const issue of read.error.issues) errors[String(issue.path[0] ?? "form")] ??= issue.message;
  return { ok: false, errors, typed };
}

/** A text of the person's own, trimmed; null when nothing was said. Longer than `most` characters, it is refused by the sentence `tooLong`. */
export function freeText({ most, tooLong }: { most: number; tooLong: string }) {
  return z
    .string()
    .default("")
    .transform((text) => text.trim())
    .pipe(z.string().max(most, tooLong))
    .transform((text) => text || null);
}

/** The texts of the form that was posted, by field; nothing when it is no form. PostgreSQL has no room for the character NUL: it is left
 * out. */
export async function typedIn(c: Context): Promise<Record<string, string>> {
  const body = await c.req.parseBody().catch(() => ({}));
  const texts = Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return Object.fromEntries(texts.map(([name, text]) => [name, text.replaceAll("\0", "")]));
}
