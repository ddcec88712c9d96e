import { Hono } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import { asActor, nobody } from "../platform/actor.ts";
import { announce } from "../platform/jobs.ts";
import { isReceiptMark } from "../platform/sms-http.ts";
import type { Web } from "../platform/web.ts";

/** Where a provider says what became of a text, at the address that was posted with it (docs/operating.md, « Texts »). 204 when it was
 * understood; no browser comes here, and what is not signed is refused before it is read. */
export function deliveryPage({ secret }: { secret: string }) {
  return new Hono<Web>().post(paths.textReceipt(":reference", ":mark"), async (c) => {
    const { reference = "", mark = "" } = c.req.param() as { reference?: string; mark?: string };
    if (!isUuid.test(reference) || !isReceiptMark(secret, reference, mark)) return c.body(null, 403);
    const said = Said.safeParse(await c.req.json().catch(() => null));
    if (!said.success) return c.body(null, 422);
    const { status: outcome, because } = said.data;
    await asActor(c.var.db, nobody, (tx) =>
      announce(
        tx,
        "text-receipt",
        { noticeId: reference, outcome, because },
        { key: `text-receipt:${reference}:${outcome}` },
      ),
    );
    return c.body(null, 204);
  });
}

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const Said = z.object({
  status: z.enum(["delivered", "undelivered"]),
  because: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .nullable()
    .default(null),
});
