import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { waitingEmailChange } from "./email-change.ts";
import { asKeeper } from "./keeper.ts";

/** What « Mon compte » tells of someone. */
export interface AccountFacts {
  /** Null for whoever has none of her own, such as a member of staff. */
  profile: { birthDate: Temporal.PlainDate; sex: "F" | "M" | "U"; phone: string | null } | null;
  /** First names of those she acts for. */
  relatives: string[];
  /** The phone that codes go to; E.164. */
  confirmedPhone: string | null;
  /** The address that waits for its confirmation. */
  waitingEmail: string | null;
  /** Since when the password is what it is; null without a password. */
  passwordSince: Temporal.Instant | null;
  hasApp: boolean;
  passkeys: number;
  devices: number;
}

/** Read in her name, and of the account by its keeper. */
export async function accountFacts(
  db: Db,
  { by, userId, now }: { by: Actor; userId: string; now: Temporal.Instant },
): Promise<AccountFacts> {
  const [people, account] = await Promise.all([peopleOf(db, by), keptOf(db, userId, now)]);
  const profile = people.find(({ relation }) => relation === "self") ?? null;
  const relatives = people.filter(({ relation }) => relation !== "self").map(({ firstNames }) => callName(firstNames));
  return { profile, relatives, ...account };
}

function peopleOf(db: Db, by: Actor) {
  return asActor(db, by, (tx) =>
    tx
      .selectFrom("person")
      .innerJoin("actsFor", "actsFor.personId", "person.id")
      .select(["relation", "firstNames", "birthDate", "sex", "phone"])
      .orderBy("birthDate")
      .execute(),
  );
}

async function keptOf(db: Db, userId: string, now: Temporal.Instant) {
  return asKeeper(db, async (tx) => {
    const { phone, phoneConfirmedAt, password, passwordSince, ...counts } = await tx
      .selectFrom("auth.user as user")
      .leftJoin("auth.account as account", (join) =>
        join.onRef("account.userId", "=", "user.id").on("account.providerId", "=", "credential"),
      )
      .select(["phone", "phoneConfirmedAt", "account.password", "account.updatedAt as passwordSince"])
      .select((from) => [
        from
          .selectFrom("auth.session as session")
          .whereRef("session.userId", "=", "user.id")
          .where("session.expiresAt", ">", now)
          .where("session.verifiedAt", "is not", null)
          .select((session) => session.fn.countAll<string>().as("count"))
          .as("devices"),
        from
          .selectFrom("auth.passkey as passkey")
          .whereRef("passkey.userId", "=", "user.id")
          .select((passkey) => passkey.fn.countAll<string>().as("count"))
          .as("passkeys"),
        from
          .selectFrom("auth.authenticator as app")
          .whereRef("app.userId", "=", "user.id")
          .select((app) => app.fn.countAll<string>().as("count"))
          .as("apps"),
      ])
      .where("user.id", "=", userId)
      .executeTakeFirstOrThrow();
    const waiting = await waitingEmailChange(tx, { userId, now });
    return {
      confirmedPhone: phoneConfirmedAt ? phone : null,
      waitingEmail: waiting?.newEmail ?? null,
      passwordSince: password ? passwordSince : null,
      hasApp: Number(counts.apps) > 0,
      passkeys: Number(counts.passkeys),
      devices: Number(counts.devices),
    };
  });
}

/** « Jules », of « Jules, Marie ». */
function callName(firstNames: string): string {
  return firstNames.split(/[\s,]+/)[0] ?? firstNames;
}
