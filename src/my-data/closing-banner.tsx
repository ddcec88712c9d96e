import { linkTo } from "../accounts/auth-card.tsx";
import { homeZone } from "../accounts/home-zone.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { closingOf } from "./close-account.ts";

/** For « Mon compte »: that it will be closed, as long as one may change one's mind; null when that was not asked. */
export async function closingBanner(db: Db, by: Extract<Actor, { kind: "user" }>) {
  const closesAt = await asActor(db, by, (tx) => closingOf(tx, by));
  return closesAt && <ClosingBanner on={closesAt.toZonedDateTimeISO(homeZone).toPlainDate()} />;
}

function ClosingBanner({ on }: { on: Temporal.PlainDate }) {
  const t = useWords("my-data");
  const { language } = useRequest();
  return (
    <Notice kind="sun" icon="clock-alert" class="mt-7">
      <p>
        <Rich marks={{ stay: linkTo(paths.closeAccount()) }}>
          {t("closing.banner", { day: fullDate(on, language) })}
        </Rich>
      </p>
    </Notice>
  );
}
