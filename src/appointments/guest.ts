import { createHmac, timingSafeEqual } from "node:crypto";
import { look } from "../audit/look.ts";
import { searchKey } from "../establishments/search-key.ts";
import { asActor, type Whence } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { lengthened, shortened } from "./short-link.ts";

/** How long a guest may act, once the letters were right. */
export const guestMinutes = 10;

/** The secret of the link that mails about an appointment carry: its id and a signature (128 bits), 44 characters. Nothing of it is
 * stored. */
export function guestToken(secret: string, appointmentId: string): string {
  return shortened(appointmentId) + signature(secret, appointmentId).toString("base64url");
}

/** The appointment that this link names, or null when it is none of ours. Whether it exists is not looked at. */
export function appointmentNamed(secret: string, token: string): string | null {
  const id = lengthened(token.slice(0, idLength));
  const given = Buffer.from(token.slice(idLength), "base64url");
  if (!id || given.length !== signatureBytes) return null;
  return timingSafeEqual(given, signature(secret, id)) ? id : null;
}

/** Whether these letters begin the family name of whom this appointment is for: the name used or the birth name; three letters, or all of
 * a shorter name. Case, accents, spaces, hyphens and apostrophes do not count, nor does what is typed after the third letter.
 *
 * Wrong letters, a forged link, an appointment that is over or gone: the same answer, false. The journal tells them apart. */
export async function isFamilyName(db: Db, { appointmentId, letters, whence, now }: Letters): Promise<boolean> {
  return asActor(db, { kind: "guest", appointmentId: appointmentId ?? noAppointment, whence }, async (tx) => {
    const found = await tx
      .selectFrom("appointment")
      .innerJoin("patient", "patient.id", "appointment.patientId")
      .select(["patient.nameUsed", "patient.birthName"])
      .select(["appointment.id as appointmentId", "appointment.patientId", "appointment.establishmentId"])
      .where("appointment.endsAt", ">", now)
      .where("appointment.undoneAt", "is", null)
      .executeTakeFirst();
    if (!found) return false;
    const { nameUsed, birthName, ...followed } = found;
    const typed = firstLetters(letters);
    const isRight = typed !== "" && [nameUsed, birthName].some((name) => firstLetters(name) === typed);
    await look(tx, "link-followed", { ...followed, result: isRight ? "done" : "refused" }, now);
    return isRight;
  });
}

interface Letters {
  /** Null: of a forged link. */
  appointmentId: string | null;
  /** As they were typed. */
  letters: string;
  whence: Whence | undefined;
  now: Temporal.Instant;
}

/** A forged link is looked up like any other. */
const noAppointment = "00000000-0000-0000-0000-000000000000";

function firstLetters(name: string): string {
  return searchKey(name).replaceAll(" ", "").slice(0, 3);
}

const idLength = 22;
const signatureBytes = 16;

function signature(secret: string, appointmentId: string): Buffer {
  return createHmac("sha256", secret).update(`appointment:${appointmentId}`).digest().subarray(0, signatureBytes);
}
