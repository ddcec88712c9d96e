import { homeZone } from "../accounts/home-zone.ts";
import { mailOfUser, type Recipient } from "../accounts/mail-of-user.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { fullDate } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";
import { inTheirName } from "./invite-email.ts";
import { firstNameOf, mayHaveOwnAccount } from "./relative.ts";

type When = "ending" | "ended";

/** Tells those who act for someone, and herself if she has an account, that they do so for one more month. */
export function mailAccessEnding(sender: Sender, about: About, attempt: { lastTry: boolean }): Promise<void> {
  return mailEnd(sender, "ending", about, attempt);
}

/** Tells them, from the day after the last, that it is over. */
export function mailAccessEnded(sender: Sender, about: About, attempt: { lastTry: boolean }): Promise<void> {
  return mailEnd(sender, "ended", about, attempt);
}

interface About {
  personId: string;
  untilOn: string;
}

interface Reader extends Recipient {
  userId: string;
  isSelf: boolean;
  /** Of the person it is about. */
  firstName: string;
  /** She is old enough for an account, and has none. */
  mayOpenAccount: boolean;
}

async function mailEnd(
  sender: Sender,
  when: When,
  { personId, untilOn }: About,
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  for (const reader of await readersOf(sender, { personId, untilOn })) {
    const { userId, email: recipient, language } = reader;
    const letter = letterOf(when, reader, Temporal.PlainDate.from(untilOn), sender);
    await sendNotice(sender, {
      ...{
        occasion: `access-${when}:${personId}:${untilOn}`,
        kind: `access-${when}`,
        userId,
        recipient,
        language,
        lastTry,
      },
      ...{ subject: letter.subject, ...renderMail(letter) },
    });
  }
}

/** Nobody, when the end was moved meanwhile. */
function readersOf({ db, now }: Sender, { personId, untilOn }: About): Promise<Reader[]> {
  return asActor(db, inTheirName, async (tx) => {
    const rows = await tx
      .selectFrom("actsFor")
      .innerJoin("person", "person.id", "actsFor.personId")
      .select(["userId", "relation", "untilOn", "person.firstNames", "person.birthDate"])
      .where("personId", "=", personId)
      .execute();
    if (!rows.some((row) => row.untilOn?.toString() === untilOn)) return [];

    const today = now().toZonedDateTimeISO(homeZone).toPlainDate();
    const hasAccount = rows.some(({ relation }) => relation === "self");
    const readers: Reader[] = [];
    for (const { userId, relation, firstNames, birthDate, untilOn: until } of rows) {
      const isSelf = relation === "self";
      const mail = isSelf || until?.toString() === untilOn ? await mailOfUser(tx, userId) : null;
      const mayOpenAccount = !hasAccount && mayHaveOwnAccount({ birthDate }, today);
      if (mail) readers.push({ ...mail, userId, isSelf, firstName: firstNameOf({ firstNames }), mayOpenAccount });
    }
    return readers;
  });
}

function letterOf(
  when: When,
  { name, language, isSelf, firstName, mayOpenAccount }: Reader,
  untilOn: Temporal.PlainDate,
  { publicUrl, now }: Sender,
): Mail {
  const t = wordsIn(language, "patients");
  const told = { name: firstName, day: fullDate(untilOn, language) };
  const kind = isSelf ? (`${when}Self` as const) : when;
  const opening = [t(`mail.${kind}.opening`, told), t(`mail.${kind}.then`, told)];
  if (when === "ending" && !isSelf && mayOpenAccount) opening.push(t("mail.ending.ownAccount", told));
  return {
    language,
    subject: t(`mail.${kind}.subject`, told),
    now: now(),
    greeting: t("mail.hello", { name: firstNameOf({ firstNames: name }) }),
    opening,
    button: { label: t("mail.see"), href: publicUrl + paths.relatives() },
    small: [t("mail.automatic")],
  };
}
