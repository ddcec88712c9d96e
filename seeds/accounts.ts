import { type ActiveUser, createActiveUser } from "../src/accounts/activate.ts";
import { asKeeper } from "../src/accounts/keeper.ts";
import { hashPassword } from "../src/accounts/password-hash.ts";
import { passGate } from "../src/consents/pass-gate.ts";
import { openTexts } from "../src/help/texts.ts";
import { asActor } from "../src/platform/actor.ts";
import type { Db } from "../src/platform/db.ts";
import type { Person } from "./helene.ts";

/** Someone who can sign in to the demonstration. */
export type Account = ActiveUser & Required<Pick<ActiveUser, "identity">> & { who: string; isNew?: boolean };

const password = "Petit-Matin-8h30";

export const helene: Account = {
  email: "helene.marchand@exemple.fr",
  password,
  who: "Hélène, who has appointments to come, past and cancelled",
  name: "Hélène Marchand",
  identity: {
    ...{ birthName: "Roche", nameUsed: "Marchand", firstNames: "Hélène, Marie", sex: "F", phone: "+33639984107" },
    birthDate: Temporal.PlainDate.from("1951-03-14"),
  },
};

export const martin: Account = {
  email: "martin.delaunoy@exemple.fr",
  password,
  who: "Martin, whom no practice knows yet, and who reads « Avant de continuer… » first",
  isNew: true,
  name: "Martin Delaunoy",
  identity: {
    ...{ birthName: "Delaunoy", nameUsed: "Delaunoy", firstNames: "Martin", sex: "M", phone: "+33639984108" },
    birthDate: Temporal.PlainDate.from("1988-11-02"),
  },
};

export const emma: Account = {
  email: "emma.hollowell@exemple.fr",
  password,
  who: "Emma, who reads English",
  name: "Emma Hollowell",
  language: "en",
  identity: {
    ...{ birthName: "Hollowell", nameUsed: "Hollowell", firstNames: "Emma", sex: "F", phone: "+33639984109" },
    birthDate: Temporal.PlainDate.from("1996-02-29"),
  },
};

/** The user of this account, made now unless she was made before. Whoever is not new has passed the gate. */
export async function openAccount(db: Db, account: Account, now: Temporal.Instant): Promise<Person> {
  const known = await asKeeper(db, (tx) =>
    tx.selectFrom("auth.user").select("id").where("email", "=", account.email).executeTakeFirst(),
  );
  if (!known) {
    const { userId, personId } = await createActiveUser(db, keeper, account);
    const by = { kind: "user" as const, userId, visitor: null };
    const language = account.language ?? "fr";
    if (!account.isNew) await passGate(db, { by, texts: openTexts({ now: () => now }), now, language });
    return { userId, personId: personId! };
  }
  const { personId } = await asActor(db, { kind: "system", job: "demonstration" }, (tx) =>
    tx
      .selectFrom("actsFor")
      .select("personId")
      .where("userId", "=", known.id)
      .where("relation", "=", "self")
      .executeTakeFirstOrThrow(),
  );
  return { userId: known.id, personId };
}

/** Keeps passwords as the program does. */
export const keeper = { hash: (typed: string) => hashPassword(typed, { memoryKib: 19_456, passes: 2 }) };
