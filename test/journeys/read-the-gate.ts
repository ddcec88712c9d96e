import { expect } from "vitest";
import type { Visitor } from "./visitor.ts";

/** « Avant de continuer… » : reads, ticks the two boxes that are needed, goes on. */
export async function readTheGate(someone: Visitor) {
  expect(await someone.heading()).toBe("Avant de continuer…");
  await someone.choose("J’ai pris connaissance de cette information");
  await someone.choose("J’accepte les conditions d’utilisation");
  await someone.press("Continuer");
}
