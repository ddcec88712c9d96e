import { createHmac, timingSafeEqual } from "node:crypto";
import { paths } from "../paths.ts";
import { sourceIn, type Texter, TextRefused } from "./sms-texter.ts";

export interface HttpTexterOptions {
  publicUrl: string;
  secret: string;
  patienceMs?: number;
}

/** Texts by a provider that takes JSON over HTTPS. What is posted and what is expected back: docs/operating.md, « Texts ».
 *
 * 2xx: taken. What the provider says of itself, of our account or of the moment may pass (401 to 404, 408, 409, 425, 429, 5xx, no answer); any
 * other status is about the text, and final. */
export function httpTexter(
  { url, token }: { url: string; token: string | null },
  { publicUrl, secret, patienceMs = 15_000 }: HttpTexterOptions,
): Texter {
  const provider = new URL(url);
  const from = sourceIn(provider);
  const bearer = token ?? decodeURIComponent(provider.password || provider.username);
  const address = bareAddress(provider);

  return {
    async send({ reference, to, text, notAfter }) {
      const deliveryUrl = publicUrl + paths.textReceipt(reference, receiptMark(secret, reference));
      const answer = await fetch(address, {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(patienceMs),
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "Idempotency-Key": reference,
          ...(bearer && { Authorization: `Bearer ${bearer}` }),
        },
        body: JSON.stringify({ to, from, text, reference, notAfter: notAfter?.toString(), deliveryUrl }),
      }).catch((error) => {
        throw new ProviderFailure(reasonOf(error));
      });
      if (!answer.ok) {
        await answer.body?.cancel();
        throw mayPass(answer.status)
          ? new ProviderFailure(String(answer.status))
          : new TextRefused(String(answer.status));
      }
      return { providerReference: await referenceIn(answer) };
    },
    async close() {},
  };
}

/** It may pass; `code` is a status of HTTP, or why there was none. */
class ProviderFailure extends Error {
  override name = "ProviderFailure";
  readonly code: string;
  constructor(code: string) {
    super(`the provider of texts: ${code}`);
    this.code = code;
  }
}

/** What the address a delivery is told at ends with: only whoever we told it to can know it. */
export function receiptMark(secret: string, reference: string): string {
  return createHmac("sha256", secret).update(`text-receipt:${reference}`).digest("base64url");
}

export function isReceiptMark(secret: string, reference: string, given: string): boolean {
  const [expected, mark] = [Buffer.from(receiptMark(secret, reference)), Buffer.from(given)];
  return expected.length === mark.length && timingSafeEqual(expected, mark);
}

/** Without what is for us: the credentials and the source. */
function bareAddress(provider: URL): string {
  const bare = new URL(provider);
  bare.username = "";
  bare.password = "";
  bare.searchParams.delete("source");
  return bare.toString();
}

function mayPass(status: number): boolean {
  return status >= 500 || [401, 402, 403, 404, 405, 408, 409, 425, 429].includes(status);
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === "TimeoutError") return "no-answer";
  return typeof cause?.code === "string" ? cause.code : "not-connected";
}

/** The provider's own name for the text, should one want to ask it: `id`, if it answers JSON. */
async function referenceIn(answer: Response): Promise<string | null> {
  const said: unknown = await answer.json().catch(() => null);
  const id = (said as { id?: unknown } | null)?.id;
  return typeof id === "string" && id.length <= 200 ? id : null;
}
