import { homeZone } from "../accounts/home-zone.ts";
import { reachOfUser } from "../accounts/reach-of-user.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Language } from "../platform/web.ts";
import { fullDate } from "../ui/format.ts";
import { type Mail, renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";

const inTheirName: Actor = { kind: "system", job: "closing" };
type Attempt = { lastTry: boolean };

/** Says until when one may change one's mind; called off meanwhile, it says nothing. */
export async function mailClosingRequested(
  sender: Sender,
  { userId }: { userId: string },
  attempt: Attempt,
): Promise<void> {
  const found = await asActor(sender.db, inTheirName, async (tx) => ({
    to: await reachOfUser(tx, userId),
    closing: await tx
      .selectFrom("accountClosing")
      .select(["requestedAt", "closesAt"])
      .where("userId", "=", userId)
      .executeTakeFirst(),
  }));
  if (!found.to || !found.closing) return;
  const { language, email } = found.to;
  const t = wordsIn(language, "my-data");
  const day = fullDate(found.closing.closesAt.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  await tell(sender, attempt, {
    ...{ kind: "closing-requested", about: `${userId}:${found.closing.requestedAt}`, userId, email, language },
    subject: t("mail.closing.subject", { day }),
    opening: [t("mail.closing.opening", { day })],
    button: { label: t("mail.closing.stay"), href: sender.publicUrl + paths.closeAccount() },
    closing: [t("mail.closing.notYou")],
  });
}

/** Says that the account stays open. */
export async function mailClosingCalledOff(
  sender: Sender,
  { userId, changeId }: { userId: string; changeId: string },
  attempt: Attempt,
): Promise<void> {
  const to = await asActor(sender.db, inTheirName, (tx) => reachOfUser(tx, userId));
  if (!to) return;
  const { language, email } = to;
  const t = wordsIn(language, "my-data");
  await tell(sender, attempt, {
    ...{ kind: "closing-called-off", about: changeId, userId, email, language },
    subject: t("mail.stays.subject"),
    opening: [t("mail.stays.opening")],
    button: { label: t("mail.stays.open"), href: sender.publicUrl + paths.account() },
    closing: [],
  });
}

/** The last word. The address is forgotten once it has left, on the receipt too. */
export async function mailAccountClosed(
  sender: Sender,
  { farewellId }: { farewellId: string },
  attempt: Attempt,
): Promise<void> {
  const { db } = sender;
  const to = await asActor(db, inTheirName, (tx) =>
    tx.selectFrom("accountFarewell").select(["email", "language"]).where("id", "=", farewellId).executeTakeFirst(),
  );
  if (!to) return;
  const t = wordsIn(to.language, "my-data");
  await tell(sender, attempt, {
    ...{ kind: "account-closed", about: farewellId, userId: null, ...to },
    subject: t("mail.closed.subject"),
    opening: [t("mail.closed.opening")],
    button: { label: t("mail.closed.home"), href: sender.publicUrl + paths.home() },
    closing: [],
  });
  await asActor(db, inTheirName, async (tx) => {
    const receipt = tx.updateTable("notice").where("occasion", "=", `account-closed:${farewellId}`);
    await receipt.set({ recipient: "" }).execute();
    await tx.deleteFrom("accountFarewell").where("id", "=", farewellId).execute();
  });
}

interface Word extends Required<Pick<Mail, "subject" | "opening" | "button" | "closing">> {
  kind: string;
  about: string;
  userId: string | null;
  email: string;
  language: Language;
}

async function tell(sender: Sender, { lastTry }: Attempt, word: Word): Promise<void> {
  const { kind, about, userId, email: recipient, language, subject, opening, button, closing } = word;
  const t = wordsIn(language, "my-data");
  const letter = { language, subject, now: sender.now(), greeting: t("mail.greeting"), opening, button, closing };
  await sendNotice(sender, {
    ...{ occasion: `${kind}:${about}`, kind, recipient, language, lastTry, ...(userId && { userId }) },
    ...{ subject, ...renderMail({ ...letter, small: [t("mail.automatic")] }) },
  });
}
