import { reachOfUser } from "../accounts/reach-of-user.ts";
import { choicesOf } from "../notices/choose.ts";
import { canTakeTexts } from "../notices/mobile.ts";
import type { Choice } from "../notices/preferences.ts";
import type { Tx } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";
import type { AppointmentDetails } from "./details.ts";

/** Someone who is told of an appointment. */
export interface Reader {
  /** Undefined: a patient without account, reached as the practice's file says. */
  userId: string | undefined;
  /** The patient herself; otherwise someone who acts for her. */
  isPatient: boolean;
  name: string;
  language: Language;
  email: string | null;
  /** A mobile, in E.164: of a user, one she confirmed. */
  phone: string | null;
  /** What she chose otherwise than the house would. */
  choices: Choice[];
}

/** Everyone who acts for the patient today; when nobody does, the patient of the file. For transactions of jobs. */
export async function readersOf(
  tx: Tx,
  { personId, patientId, patientFirstNames, zone }: AppointmentDetails,
  now: Temporal.Instant,
): Promise<Reader[]> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const users = await tx
    .selectFrom("actsFor")
    .select(["userId", "relation"])
    .where("personId", "=", personId)
    .where((eb) => eb.or([eb("untilOn", "is", null), eb("untilOn", ">=", today)]))
    .execute();
  const readers: Reader[] = [];
  for (const { userId, relation } of users) {
    const reach = await reachOfUser(tx, userId);
    if (!reach) continue;
    readers.push({
      userId,
      isPatient: relation === "self",
      ...reach,
      phone: mobile(reach.phone),
      choices: await choicesOf(tx, userId),
    });
  }
  if (readers.length > 0) return readers;

  const file = await tx.selectFrom("patient").select(["email", "phone"]).where("id", "=", patientId).executeTakeFirst();
  const [email, phone] = [file?.email ?? null, mobile(file?.phone ?? null)];
  return email || phone
    ? [{ userId: undefined, isPatient: true, email, phone, name: patientFirstNames, language: "fr", choices: [] }]
    : [];
}

function mobile(phone: string | null): string | null {
  return phone && canTakeTexts(phone) ? phone : null;
}
