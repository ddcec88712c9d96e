import { done } from "../../seeds/done.ts";
import { addStaff, type NewStaff } from "../../src/establishments/add-staff.ts";
import { asActor } from "../../src/platform/actor.ts";
import type { Site, Someone } from "./site.ts";

/** An account of someone who works at the Cabinet du Cerf-Volant, able to sign in; by default a secretary who keeps all its agendas. */
export async function hire(
  site: Site,
  who: Someone,
  { role = "secretary", agendas = "all", ...more }: Partial<Pick<NewStaff, "role" | "agendas" | "practitionerId">> = {},
) {
  const { userId } = await site.account(who);
  const { id: establishmentId } = await site.ownerDb
    .selectFrom("establishment")
    .select("id")
    .where("name", "=", "Cabinet du Cerf-Volant")
    .executeTakeFirstOrThrow();
  const { staffId } = await asActor(site.ownerDb, { kind: "system", job: "journeys" }, async (tx) =>
    done(await addStaff(tx, { establishmentId, userId, role, agendas, ...more })),
  );
  return { kind: "staff" as const, userId, staffId, establishmentId };
}

export const sami: Someone = { email: "sami.bertin@exemple.fr", firstNames: "Sami", lastName: "Bertin" };
