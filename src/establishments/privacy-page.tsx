import { Hono } from "hono";
import { TextView } from "../help/text-view.tsx";
import type { Texts } from "../help/texts.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { useWords } from "../ui/words.ts";
import { type PracticeNotice, practiceNotice } from "./practice-notice.ts";

/** What an establishment, which answers for the files of its patients, tells anyone about them. */
export function privacyPage({ texts }: { texts: Texts }) {
  return new Hono<Web>().get(paths.privacyOf(":establishment"), async (c) => {
    const { db, actor, language } = c.var;
    const establishmentId = c.req.param("establishment") ?? "";
    const notice = await asActor(db, actor, (tx) => practiceNotice(tx, { texts, establishmentId, language }));
    return notice ? c.render(<EstablishmentNotice notice={notice} />) : c.notFound();
  });
}

function EstablishmentNotice({ notice }: { notice: PracticeNotice }) {
  const t = useWords("help");
  return (
    <TextView text={notice} description={t("description.establishment", { name: notice.establishmentName })}>
      <BackLink href={paths.privacy()}>{useWords("ui")("nav.privacy")}</BackLink>
    </TextView>
  );
}
