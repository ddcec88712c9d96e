import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { httpTexter, isReceiptMark } from "./sms-http.ts";
import { type Text, TextRefused } from "./sms-texter.ts";

interface Posted {
  headers: IncomingMessage["headers"];
  url: string | undefined;
  body: Record<string, unknown>;
}

/** A provider on this machine: what was posted, and the answers it will give. */
const posted: Posted[] = [];
const answers: { status: number; body?: string; after?: number; location?: string }[] = [];
const provider = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  posted.push({ headers: request.headers, url: request.url, body: JSON.parse(body) });
  const { status, body: said = "", after = 0, location } = answers.shift() ?? { status: 202 };
  setTimeout(() => response.writeHead(status, location ? { location } : {}).end(said), after);
});
await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
afterAll(() => provider.close());
const { port } = provider.address() as AddressInfo;

const url = `http://:t0ken@127.0.0.1:${port}/v1/send?source=CABINET&account=7`;
const options = { publicUrl: "https://rdv.example.fr", secret: "a secret", patienceMs: 300 };
const texter = httpTexter({ url, token: null }, options);
const reference = "01990000-0000-7000-8000-000000000001";
const text: Text = {
  reference,
  to: "+33639980001",
  text: "Bonjour",
  date: Temporal.Instant.from("2027-03-28T09:00:00Z"),
  notAfter: Temporal.Instant.from("2027-03-30T06:30:00Z"),
};
beforeEach(() => {
  posted.length = 0;
  answers.length = 0;
});

test("a text is posted as JSON, with the token and a key that makes a repeat harmless", async () => {
  answers.push({ status: 201, body: '{"id":"p-1"}' });
  expect(await texter.send(text)).toEqual({ providerReference: "p-1" });
  const [{ headers, url, body }] = posted as [Posted];
  expect(url).toBe("/v1/send?account=7"); // neither the credentials nor the source
  expect(headers).toMatchObject({
    authorization: "Bearer t0ken",
    "content-type": "application/json",
    "idempotency-key": reference,
  });
  expect(body).toEqual({
    ...{ to: "+33639980001", from: "CABINET", text: "Bonjour", reference, notAfter: "2027-03-30T06:30:00Z" },
    deliveryUrl: expect.stringMatching(`^https://rdv.example.fr/sms/recu/${reference}/[\\w-]{43}$`),
  });
  const mark = String(body.deliveryUrl).split("/").at(-1)!;
  expect(isReceiptMark("a secret", reference, mark)).toBe(true);
  expect(isReceiptMark("a secret", reference.replace("1", "2"), mark)).toBe(false);
  expect(isReceiptMark("a secret", reference, "")).toBe(false);
});

test("the token may stand apart from the address; an answer without JSON is an answer", async () => {
  answers.push({ status: 200, body: "OK" });
  const other = httpTexter({ url: url.replace(":t0ken@", ""), token: "apart" }, options);
  expect(await other.send(text)).toEqual({ providerReference: null });
  expect(posted[0]!.headers.authorization).toBe("Bearer apart");
});

test.each([400, 406, 410, 413, 422])("%i: this text is refused for good", async (status) => {
  answers.push({ status, body: "+33639980001 is no number" });
  await expect(texter.send(text)).rejects.toEqual(new TextRefused(String(status)));
});

test.each([401, 403, 404, 408, 409, 429, 500, 503])("%i: it may pass", async (status) => {
  answers.push({ status });
  const failed = await texter.send(text).catch((error) => error);
  expect(failed).not.toBeInstanceOf(TextRefused);
  expect(failed.code).toBe(String(status));
  expect(String(failed)).not.toMatch(/t0ken|33639980001|Bonjour/);
});

test("a provider that does not answer in time, or is not there, may do so later", async () => {
  answers.push({ status: 202, after: 600 });
  await expect(texter.send(text)).rejects.toMatchObject({ code: "no-answer" });
  const nowhere = httpTexter({ url: "http://127.0.0.1:9/", token: null }, options);
  await expect(nowhere.send(text)).rejects.toMatchObject({ name: "ProviderFailure" });
});

test("a redirection does not carry the token elsewhere", async () => {
  answers.push({ status: 307, location: `http://127.0.0.1:${port}/elsewhere` });
  await expect(texter.send(text)).rejects.toMatchObject({ name: "ProviderFailure" });
  expect(posted).toHaveLength(1);
});
