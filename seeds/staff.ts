import { createActiveUser } from "../src/accounts/activate.ts";
import { asKeeper } from "../src/accounts/keeper.ts";
import { passGate } from "../src/consents/pass-gate.ts";
import { addStaff } from "../src/establishments/add-staff.ts";
import { openTexts } from "../src/help/texts.ts";
import type { Db, Tx } from "../src/platform/db.ts";
import { keeper } from "./accounts.ts";
import { done } from "./done.ts";
import type { CerfVolant } from "./shared-practice.ts";

/** Someone who works at the Cabinet du Cerf-Volant. */
interface Colleague {
  email: string;
  name: string;
  who: string;
}

const password = "Petit-Matin-8h30";

export const sami: Colleague = {
  email: "sami.bertin@exemple.fr",
  name: "Sami Bertin",
  who: "Sami, secretary of the Cabinet du Cerf-Volant: all its agendas",
};
export const camille: Colleague = {
  email: "camille.lune@exemple.fr",
  name: "Camille Lune",
  who: "Dre Lune, who receives there",
};
export const lou: Colleague = {
  email: "lou.ferrand@exemple.fr",
  name: "Lou Ferrand",
  who: "Lou, secretary of two agendas only: Dr Fontanel and M. Sarlande",
};
export const nina: Colleague = {
  email: "nina.favre@exemple.fr",
  name: "Nina Favre",
  who: "Nina, who manages the practice: team, settings, figures",
};

/** Whoever runs the installation. */
export const operator: Colleague & { password: string } = {
  email: "odile.garde@exemple.fr",
  name: "Odile Garde",
  who: "Odile, who runs this installation: its console is at /operateur",
  password,
};

/** What each of them signs in with. */
export const colleagues = [sami, camille, lou, nina].map((colleague) => ({ ...colleague, password }));

/** The user of this colleague, made now unless made before; the gate is passed. */
export async function openColleague(db: Db, { email, name }: Colleague, now: Temporal.Instant): Promise<string> {
  const known = await asKeeper(db, (tx) =>
    tx.selectFrom("auth.user").select("id").where("email", "=", email).executeTakeFirst(),
  );
  if (known) return known.id;
  const { userId } = await createActiveUser(db, keeper, { email, name, password });
  await passGate(db, { by: { kind: "user", userId, visitor: null }, texts: openTexts({ now: () => now }), now });
  return userId;
}

/** They join the team; `userIds` in the order of `colleagues`. */
export async function joinTeam(tx: Tx, { practice, userIds }: { practice: CerfVolant; userIds: readonly string[] }) {
  const { establishmentId, lune, fontanel, sarlande } = practice;
  const [ofSami, ofCamille, ofLou, ofNina] = userIds as [string, string, string, string];
  const all = { establishmentId, agendas: "all" as const };
  done(await addStaff(tx, { ...all, userId: ofSami, role: "secretary" }));
  done(await addStaff(tx, { ...all, userId: ofCamille, role: "practitioner", practitionerId: lune.practitionerId }));
  const two = [fontanel.practitionerId, sarlande.practitionerId];
  done(await addStaff(tx, { establishmentId, userId: ofLou, role: "secretary", agendas: two }));
  done(await addStaff(tx, { ...all, userId: ofNina, role: "manager" }));
}
