import type { KeeperTx } from "../accounts/keeper.ts";

/** What is kept of an account for signing in, as far as it can be shown: credentials themselves, and what only guards them, are not. */
export async function gatherAccount(kept: KeeperTx, userId: string) {
  const { phoneConfirmedAt, ...user } = await kept
    .selectFrom("auth.user")
    .select(["email", "name", "language", "phone", "phoneConfirmedAt", "createdAt"])
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  const accounts = await kept
    .selectFrom("auth.account")
    .select(["providerId", "updatedAt"])
    .where("userId", "=", userId)
    .execute();
  const app = await kept
    .selectFrom("auth.authenticator")
    .select("confirmedAt")
    .where("userId", "=", userId)
    .executeTakeFirst();
  const codes = await kept
    .selectFrom("auth.recoveryCodes")
    .select("codeHmacs")
    .where("userId", "=", userId)
    .executeTakeFirst();
  return {
    ...{ ...user, phone: phoneConfirmedAt ? user.phone : null },
    passwordSince: accounts.find(({ providerId }) => providerId === "credential")?.updatedAt ?? null,
    signInWith: accounts.map(({ providerId }) => providerId),
    authenticatorSince: app?.confirmedAt ?? null,
    recoveryCodesLeft: codes?.codeHmacs.length ?? 0,
    ...(await openDoorsOf(kept, userId)),
    ...(await changesOf(kept, userId)),
    securityEvents: await kept
      .selectFrom("auth.securityEvent")
      .where("userId", "=", userId)
      .select(["happenedAt", "kind", "proof", "network", "userAgent"])
      .orderBy("happenedAt")
      .execute(),
  };
}

async function openDoorsOf(kept: KeeperTx, userId: string) {
  return {
    passkeys: await kept
      .selectFrom("auth.passkey")
      .where("userId", "=", userId)
      .select(["name", "createdAt", "lastUsedAt"])
      .orderBy("createdAt")
      .execute(),
    sessions: await kept
      .selectFrom("auth.session")
      .where("userId", "=", userId)
      .select(["createdAt", "expiresAt", "verifiedBy", "ipAddress as network", "userAgent"])
      .orderBy("createdAt")
      .execute(),
    rememberedDevices: await kept
      .selectFrom("auth.rememberedDevice")
      .where("userId", "=", userId)
      .select(["createdAt", "lastUsedAt", "expiresAt", "userAgent"])
      .orderBy("createdAt")
      .execute(),
  };
}

async function changesOf(kept: KeeperTx, userId: string) {
  return {
    emailChanges: await kept
      .selectFrom("auth.emailChange")
      .where("userId", "=", userId)
      .select(["oldEmail", "newEmail", "requestedAt", "confirmedAt", "undoneAt"])
      .orderBy("requestedAt")
      .execute(),
    phoneChanges: await kept
      .selectFrom("auth.phoneChange")
      .where("userId", "=", userId)
      .select(["oldPhone", "phone", "requestedAt", "confirmedAt"])
      .orderBy("requestedAt")
      .execute(),
  };
}
