import { Hono } from "hono";
import { paths } from "../paths.ts";
import type { Db } from "../platform/db.ts";
import type { Web } from "../platform/web.ts";
import type { AccountsParts } from "./enter.ts";
import { asKeeper } from "./keeper.ts";
import { returnPath } from "./return-path.ts";
import { factorsOf } from "./second-factor.ts";
import { Security } from "./security-views.tsx";
import { signedInOnly } from "./session.ts";

/** « Sécurité », in « Mon compte »: what someone proves herself by, and what happened to the account lately. */
export function securityPage({ auth, linkedProviders }: AccountsParts) {
  return new Hono<Web>().get(paths.security(), signedInOnly, async (c) => {
    const { db, smsOn } = c.var;
    const { userId, email } = c.var.signedIn!;
    const [factors, known] = await Promise.all([factorsOf(auth, userId), knownOf(db, userId)]);
    const providers = await linkedProviders?.(db, { userId, isStaff: factors.isStaff });
    const done = dones.find((one) => one === c.req.query("fait")) ?? null;
    return c.render(
      <Security {...{ factors, email, smsOn, done, providers, ...known, to: returnPath(c.req.query("vers")) }} />,
    );
  });
}

const dones = ["application", "application-retiree"] as const;

/** What happened, the newest first. */
export type Activity = Awaited<ReturnType<typeof knownOf>>["activity"][number];

async function knownOf(db: Db, userId: string) {
  return asKeeper(db, async (tx) => {
    const app = await tx
      .selectFrom("auth.authenticator")
      .select("confirmedAt")
      .where("userId", "=", userId)
      .executeTakeFirst();
    const activity = await tx
      .selectFrom("auth.securityEvent")
      .select(["id", "kind", "proof", "refusedBefore", "happenedAt", "userAgent"])
      .where("userId", "=", userId)
      .orderBy("happenedAt", "desc")
      .orderBy("id", "desc")
      .limit(20)
      .execute();
    return { appSince: app?.confirmedAt ?? null, activity };
  });
}
