import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { hourAgain } from "./home-zone.ts";

/** Too many `tries`, `mails` or `codes`: from when on the next is possible. */
export function TooMany({ of, waitS }: { of: "tries" | "mails" | "codes"; waitS: number }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const slice = ({ tries: "signIn", mails: "sent", codes: "phoneCode" } as const)[of];
  return (
    <Notice kind="sun" icon="hourglass" role="alert" class="mb-6">
      <p>
        <strong>{t(`${slice}.tooMany`)}</strong>{" "}
        <Rich>{t(`${slice}.tooManyThen`, { hour: hourAgain(waitS, now, language) })}</Rich>
      </p>
    </Notice>
  );
}
