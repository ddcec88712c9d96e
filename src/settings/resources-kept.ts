import type { Tx } from "../platform/db.ts";
import type { Desk } from "../team/desk.ts";
import { wordsIn } from "../ui/words.ts";
import { agendasKept, roomsKept } from "./agendas-kept.ts";

/** Whatever may be absent: an agenda she keeps, or a room of the house. */
export interface ResourceKept {
  id: string;
  name: string;
  /** Rooms are everybody's to see, and those’ to change who keep all agendas. */
  isMine: boolean;
  zone: string;
}

/** The agendas she keeps, then the rooms. */
export async function resourcesKept(tx: Tx, { allAgendas }: Pick<Desk, "allAgendas">): Promise<ResourceKept[]> {
  const t = wordsIn("fr", "settings");
  const agendas = await agendasKept(tx);
  const rooms = await roomsKept(tx);
  return [
    ...agendas.map(({ id, name, sites }) => ({ id, name, isMine: true, zone: sites[0]?.zone ?? "Europe/Paris" })),
    ...rooms.map(({ id, name, zone }) => ({ id, name: t("absences.room", { name }), isMine: allAgendas, zone })),
  ];
}
