import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { homeZone } from "./home-zone.ts";
import { codeInHalves } from "./recovery.ts";
import { fewCodes, type RecoveryCodes } from "./recovery-codes.ts";

/** « Codes de secours ». */
export function RecoveryCodesPage({ codes }: { codes: RecoveryCodes | null }) {
  const t = useWords("accounts");
  return (
    <Page title={t("recoveryCodes.title")} width="narrow" current={paths.account()}>
      <div class="no-print">
        <BackLink href={paths.security()}>{t("security.title")}</BackLink>
      </div>
      <h1>{t("recoveryCodes.title")}</h1>
      <p class="lead muted mt-2">{t("recoveryCodes.lead")}</p>
      {codes?.shown ? <Shown codes={codes.shown} /> : <Left codes={codes} />}
    </Page>
  );
}

function Shown({ codes }: { codes: string[] }) {
  const t = useWords("accounts");
  return (
    <>
      <Notice kind="sun" icon="circle-alert" role="status" class="mt-7 no-print">
        <p>
          <strong>{t("recoveryCodes.shown")}</strong> {t("recoveryCodes.shownLead")}
        </p>
      </Notice>
      <section class="sheet sheet-pad mt-7" aria-labelledby="list">
        <h2 id="list">{t("recoveryCodes.list")}</h2>
        <ol
          class="mt-4 grid sm:grid-cols-2 gap-x-10 gap-y-2 text-[1.25rem] font-display font-semibold tnum"
          translate={false}
        >
          {codes.map((code) => (
            <li key={code}>{codeInHalves(code)}</li>
          ))}
        </ol>
        <p class="mt-6 no-print">
          <ButtonLink tone="outline" icon="download" href={`${paths.recoveryCodes()}?fichier=texte`} download="">
            {t("recoveryCodes.download")}
          </ButtonLink>
        </p>
        <p class="muted small mt-3 no-print">{t("recoveryCodes.print")}</p>
      </section>
      <form method="post" action={paths.recoveryCodes()} class="mt-7 no-print">
        <Button name="faire" value="ranger" icon="check">
          {t("recoveryCodes.kept")}
        </Button>
      </form>
    </>
  );
}

function Left({ codes }: { codes: RecoveryCodes | null }) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const day = codes && fullDate(codes.madeAt.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  return (
    <form method="post" action={paths.recoveryCodes()} class="sheet sheet-pad mt-7 grid gap-5">
      {codes && day ? (
        <p>
          <Rich>{t("recoveryCodes.left", { count: codes.left, day })}</Rich>{" "}
          {codes.left <= fewCodes && t("recoveryCodes.few")}
        </p>
      ) : (
        <p>{t("recoveryCodes.none")}</p>
      )}
      <Button name="faire" value="refaire" icon="rotate-cw" class="justify-self-start">
        {t(codes ? "recoveryCodes.renew" : "recoveryCodes.make")}
      </Button>
      {codes && <p class="muted small">{t("recoveryCodes.renewLead")}</p>}
    </form>
  );
}
