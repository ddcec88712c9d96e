import { Hono } from "hono";
import { expect, test } from "vitest";
import { brake } from "./brake.ts";
import { ownNames } from "./guards.ts";
import type { Web } from "./web.ts";

const signedIn = { userId: "01890000-0000-7000-8000-000000000001", name: "Ada", email: "ada@exemple.fr" };

function site({ perMinute, isSignedIn = false }: { perMinute: number | null; isSignedIn?: boolean }) {
  const app = new Hono<Web>()
    .use(async (c, next) => {
      if (isSignedIn) c.set("signedIn", signedIn as never);
      await next();
    })
    .use(brake({ perMinute, trustProxy: 1, refuse: (c) => c.text("slowly", 429) }))
    .get("/", (c) => c.text("found"));
  return async (network: string) => app.request("/", { headers: { "x-forwarded-for": network } });
}

test("a network that asks too fast is asked to wait, and only that one", async () => {
  const ask = site({ perMinute: 2 });
  const answers = [await ask("203.0.113.7"), await ask("203.0.113.7"), await ask("203.0.113.7")];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(answers[2]!.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await ask("203.0.113.8")).status).toBe(200);
});

test("whoever has signed in is not counted, and no limit is none", async () => {
  for (const ask of [site({ perMinute: 1, isSignedIn: true }), site({ perMinute: null })])
    for (let turn = 0; turn < 3; turn++) expect((await ask("203.0.113.7")).status).toBe(200);
});

test("a demonstration answers to its own names and to no other", async () => {
  const app = new Hono<Web>().use(ownNames({ publicUrl: "http://localhost:3000" })).get("/", (c) => c.text("here"));
  const statuses = ["localhost:3000", "127.0.0.1:3000", "rebound.example:3000"].map(
    async (host) => (await app.request(`http://${host}/`)).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 421]);
});
