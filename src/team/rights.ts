import { z } from "zod";
import type { Role } from "./desk.ts";

/** What a colleague may do, and which agendas she sees. */
export interface Rights {
  role: Role;
  /** Her own agenda; of a practitioner always. */
  practitionerId: string | null;
  /** `all`, those to come included, or the practitioners named. */
  agendas: "all" | readonly string[];
}

const id = z.uuid("team.agendaWrong");

/** What a form says of it: `role`, `own`, `agendas` (all or some), and one field `agenda` for each practitioner ticked. */
export const rightsAnswers = {
  role: z.enum(["manager", "practitioner", "secretary"], "team.roleMissing"),
  own: z.union([z.literal(""), id]).default(""),
  agendas: z.enum(["all", "some"]).default("all"),
};

/** The rights that answers name; the agendas ticked come apart, since there may be several. A practitioner always sees her own. */
export function rightsIn(
  { role, own, agendas }: { role: Role; own: string; agendas: "all" | "some" },
  ticked: readonly string[],
): Rights {
  const practitionerId = own || null;
  const some = [...new Set([...ticked, ...(practitionerId ? [practitionerId] : [])])].filter(
    (one) => id.safeParse(one).success,
  );
  return { role, practitionerId, agendas: agendas === "all" ? "all" : some };
}

/** Why these rights make no sense, by field; null when they do. */
export function faultIn({ role, practitionerId, agendas }: Rights): { field: "own" | "agendas"; key: string } | null {
  if (role === "practitioner" && !practitionerId) return { field: "own", key: "team.ownMissing" };
  if (agendas !== "all" && agendas.length === 0) return { field: "agendas", key: "team.agendasMissing" };
  return null;
}
