import { mailOfUser } from "../accounts/mail-of-user.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { asActor } from "../platform/actor.ts";
import { phone as readable } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { inItsName } from "./invite-patient-email.ts";
import { homeToday } from "./queries.ts";
import { firstNameOf } from "./relative.ts";

/** Tells everyone who acts for a person that an establishment took its file away from their account. */
export async function mailUnlinked(
  sender: Sender,
  { id, patientId, personId }: { id: string; patientId: string; personId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  for (const reader of await readersOf(sender, { patientId, personId })) {
    const { userId, email: recipient, language, establishmentId } = reader;
    const letter = letterOf(reader, sender);
    await sendNotice(sender, {
      ...{ occasion: `patient-unlinked:${id}`, kind: "patient-unlinked", userId, establishmentId, patientId },
      ...{ recipient, language, lastTry, subject: letter.subject, ...renderMail(letter) },
    });
  }
}

type Reader = Awaited<ReturnType<typeof readersOf>>[number];

function readersOf({ db }: Sender, { patientId, personId }: { patientId: string; personId: string }) {
  return asActor(db, inItsName, async (tx) => {
    const practice = await tx
      .selectFrom("patient")
      .innerJoin("establishment", "establishment.id", "patient.establishmentId")
      .select(["establishment.id as establishmentId", "neutralName as practice", "establishment.phone"])
      .where("patient.id", "=", patientId)
      .executeTakeFirst();
    const acting = await tx
      .selectFrom("actsFor")
      .innerJoin("person", "person.id", "actsFor.personId")
      .select(["userId", "relation", "person.firstNames"])
      .where("personId", "=", personId)
      .where((row) => row.or([row("untilOn", "is", null), row("untilOn", ">=", homeToday)]))
      .execute();
    const readers = [];
    for (const { userId, relation, firstNames } of acting) {
      const mail = await mailOfUser(tx, userId);
      if (mail && practice)
        readers.push({
          ...mail,
          ...practice,
          userId,
          isSelf: relation === "self",
          firstName: firstNameOf({ firstNames }),
        });
    }
    return readers;
  });
}

function letterOf({ name, language, practice, phone, isSelf, firstName }: Reader, { now }: Sender): Mail {
  const t = wordsIn(language, "patients");
  return {
    language,
    subject: t("fromPractice.unlinkedMail.subject"),
    now: now(),
    greeting: t("mail.hello", { name: firstNameOf({ firstNames: name }) }),
    opening: [
      t(`fromPractice.unlinkedMail.${isSelf ? "self" : "other"}`, { practice, name: firstName }),
      t("fromPractice.unlinkedMail.then"),
    ],
    closing: [t("fromPractice.unlinkedMail.ask", { practice, phone: readable(phone) })],
    small: [t("mail.automatic")],
  };
}
