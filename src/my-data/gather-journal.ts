import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { linesOpenTo, othersFor, personOf } from "./journal.ts";
import { whoOf } from "./journal-line.ts";

/** Every line of the journal about those this user acts for. From which network is told of herself alone, from which device also of whoever had
 * a link. */
export async function gatherJournal(tx: Tx, userId: string) {
  const by: Extract<Actor, { kind: "user" }> = { kind: "user", userId, visitor: null };
  const rows = await linesOpenTo(tx, by)
    .innerJoin("person as subject", (join) => join.on("subject.id", "=", personOf))
    .select(["event.happenedAt", "event.recordedAt", "event.kind", "event.result", "appointment.id as appointmentId"])
    .select(["event.actorKind", "event.actorUserId", "event.actorRole", "event.actorName"])
    .select(["event.actorProof", "event.actorNetwork", "event.actorClient"])
    .select(["subject.firstNames as about", "establishment.name as establishment", personOf.as("personId")])
    .orderBy("event.happenedAt")
    .orderBy("event.number")
    .execute();
  const others = await othersFor(tx, [...new Set(rows.map(({ personId }) => personId))]);
  return rows.map(({ personId, actorKind, actorUserId, actorRole, actorName, actorProof, ...row }) => {
    const { actorNetwork, actorClient, ...line } = row;
    const acted = { actorKind, actorUserId, actorRole, actorName };
    const who = whoOf(acted, { me: userId, others: others.get(personId) ?? new Map() });
    const isMe = who.as === "me";
    return {
      ...line,
      by: who.as,
      name: "name" in who ? who.name : null,
      signedInBy: isMe ? actorProof : null,
      network: isMe ? actorNetwork : null,
      device: isMe || who.as === "guest" ? actorClient : null,
    };
  });
}
