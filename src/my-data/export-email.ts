import { reachOfUser } from "../accounts/reach-of-user.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { renderMail } from "../ui/mail.tsx";
import { wordsIn } from "../ui/words.ts";

export type ExportSender = Sender & { secret: string };

/** Says that the file is there: a link to the page that asks who one is, never the file. */
export async function mailExportReady(
  sender: Sender,
  { exportId, userId }: { exportId: string; userId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const to = await asActor(sender.db, { kind: "system", job: "exports" }, (tx) => reachOfUser(tx, userId));
  if (!to) return;
  const { language, email: recipient } = to;
  const t = wordsIn(language, "my-data");
  const subject = t("mail.ready.subject");
  const letter = {
    ...{ language, subject, now: sender.now() },
    greeting: t("mail.greeting"),
    opening: [t("mail.ready.opening")],
    button: { label: t("mail.ready.open"), href: sender.publicUrl + paths.dataExport(exportId) },
    closing: [t("mail.ready.days")],
    small: [t("mail.automatic")],
  };
  await sendNotice(sender, {
    ...{ occasion: `export-ready:${exportId}`, kind: "export-ready", recipient, language, userId, lastTry },
    ...{ subject, ...renderMail(letter) },
  });
}
