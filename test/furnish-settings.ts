import { asActor } from "../src/platform/actor.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** What managers leave behind: three faces on public sheets. */
export async function furnishSettings({ ownerDb, cast, clock }: World): Promise<void> {
  const { cerfVolant, tilleuls } = cast;
  const faces = [
    { house: cerfVolant, who: cerfVolant.lune },
    { house: cerfVolant, who: cerfVolant.fontanel },
    { house: tilleuls, who: tilleuls.ott },
  ].map(({ house, who }) => ({
    practitionerId: who.practitionerId,
    establishmentId: house.establishmentId,
    image: Buffer.from(who.practitionerId),
    addedAt: clock.now(),
  }));
  await asActor(ownerDb, { kind: "system", job: "world" }, (tx) =>
    tx.insertInto("practitionerPhoto").values(faces).execute(),
  );
}
