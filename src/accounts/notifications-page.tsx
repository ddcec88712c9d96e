import { type Context, Hono } from "hono";
import { choicesOf, chooseNotices } from "../notices/choose.ts";
import { canTakeTexts } from "../notices/mobile.ts";
import { type Choice, channels, isChosen, occasions, ways } from "../notices/preferences.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { asKeeper } from "./keeper.ts";
import { Notifications, nameOf, type TextsTo } from "./notifications-view.tsx";
import { signedInOnly } from "./session.ts";

/** « Mes notifications » : what one is told of, and by which ways. */
export const notificationsPage = new Hono<Web>()
  .get(paths.notifications(), signedInOnly, async (c) => {
    const { userId, email } = c.var.signedIn!;
    const choices = await asActor(c.var.db, c.var.actor, (tx) => choicesOf(tx, userId));
    return c.render(<Notifications choices={choices} email={email} textsTo={await textsToOf(c)} />);
  })
  .post(paths.notifications(), signedInOnly, async (c) => {
    const { db, now, actor } = c.var;
    const { userId, email } = c.var.signedIn!;
    if (actor.kind !== "user") return c.notFound();
    const typed = await typedIn(c);
    const textsTo = await textsToOf(c);
    const choices = chosenIn(typed, typeof textsTo === "object" && typed.sms === "proposes");
    const isToldOfChanges = channels.some((channel) => isChosen(choices, "change", channel));
    if (!isToldOfChanges)
      return c.render(<Notifications choices={choices} email={email} textsTo={textsTo} isErred />, 422);
    await chooseNotices(db, { by: { ...actor, userId }, choices, now: now() });
    return c.redirect(paths.accountAfter("notifications"), 303);
  });

/** What was ticked and what was not, among what the form offered. */
function chosenIn(typed: Record<string, string>, offersTexts: boolean): Choice[] {
  return occasions.flatMap((occasion) =>
    channels
      .filter((channel) => ways[occasion][channel] !== undefined && (channel === "mail" || offersTexts))
      .filter((channel) => offersTexts || !(occasion === "change" && channel === "mail")) // nothing to choose between
      .map((channel) => ({ occasion, channel, wanted: nameOf(occasion, channel) in typed })),
  );
}

/** Where texts go: the confirmed mobile, if texts are on. */
async function textsToOf(c: Context<Web>): Promise<TextsTo> {
  if (!c.var.smsOn) return "off";
  const account = await asKeeper(c.var.db, (tx) =>
    tx
      .selectFrom("auth.user")
      .select("phone")
      .where("id", "=", c.var.signedIn!.userId)
      .where("phoneConfirmedAt", "is not", null)
      .executeTakeFirst(),
  );
  return account?.phone && canTakeTexts(account.phone) ? { phone: account.phone } : "no-mobile";
}
