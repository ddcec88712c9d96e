import { Hono } from "hono";
import type { StaffActor } from "../patients/files.ts";
import { listedName } from "../patients/listed-name.ts";
import { patientsToCheck } from "../patients/patients-to-check.ts";
import { type FoundPatient, lookAtFound, searchPatients } from "../patients/search.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useIsland } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { detailOf, FoundList } from "./found-list.tsx";
import { patientsOfToday } from "./patients-of-today.ts";

/** How many a page shows: whoever needs more says more of whom she looks for. */
const most = 30;
const mostWhileTyping = 8;

/** « Patients »: one box, whatever one knows of whom one looks for. */
export const patientsPage = new Hono<Web>()
  .get(proPaths.patients(), async (c) => {
    const by = c.var.actor as StaffActor;
    const q = (c.req.query("q") ?? "").slice(0, 120).replaceAll("\0", "").trim();
    const now = c.var.now();
    const shown = await asActor(c.var.db, by, async (tx) => {
      const files = q ? await searchPatients(tx, by, { q, now, limit: most }) : await patientsOfToday(tx, by, now);
      await lookAtFound(tx, by, files, now);
      return { files, waiting: (await patientsToCheck(tx, by, { limit: 1 })).total };
    });
    return c.render(<Patients q={q} {...shown} />);
  })
  .get(proPaths.patientsFound(), async (c) => {
    const by = c.var.actor as StaffActor;
    const q = (c.req.query("q") ?? "").replaceAll("\0", "");
    const now = c.var.now();
    const files = await asActor(c.var.db, by, async (tx) => {
      const found = await searchPatients(tx, by, { q, now, limit: mostWhileTyping });
      await lookAtFound(tx, by, found, now);
      return found;
    });
    c.header("Cache-Control", "private, no-store");
    return c.json({ patients: files.map(suggestion) });
  });

/** A file as a field suggests it. */
function suggestion(file: FoundPatient) {
  const { id } = file;
  return { id, name: listedName(file), detail: detailOf(file), href: proPaths.patient(id) };
}

function Patients({ q, files, waiting }: { q: string; files: readonly FoundPatient[]; waiting: number }) {
  useIsland("find-patients");
  const t = useWords("secretariat");
  return (
    <ProPage title={t("search.title")} current={proPaths.patients()}>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 class="me-auto">{t("search.title")}</h1>
        {waiting > 0 && (
          <ButtonLink tone="outline" icon="merge" href={proPaths.patientsToCheck()}>
            {t("search.toCheck", { count: waiting })}
          </ButtonLink>
        )}
        <ButtonLink tone="soft" icon="user-plus" href={proPaths.newPatient(q ? { q } : {})}>
          {t("search.create")}
        </ButtonLink>
      </div>
      <form
        role="search"
        action={proPaths.patients()}
        class="mt-4 max-w-[46rem]"
        data-find-patients={proPaths.patientsFound()}
        data-one={t("search.found", { count: 1 })}
        data-many={t("search.found", { count: 2 }).replace("2", "#")}
        data-none={t("search.none")}
      >
        <label for="q" class="font-semibold">
          {t("search.label")}
        </label>
        <p class="field-hint" id="q-hint">
          {t("search.hint")}
        </p>
        <div class="flex gap-2 mt-1">
          <span class="input grow">
            <Icon name="search" class="muted" />
            <input
              type="search"
              id="q"
              name="q"
              value={q}
              aria-describedby="q-hint"
              autocomplete="off"
              spellcheck={false}
              maxlength={120}
              autofocus
            />
          </span>
          <Button>{t("search.button")}</Button>
        </div>
        <p class="sr-only" role="status" />
      </form>
      <div class="mt-5 max-w-[60rem]" id="trouves">
        {q ? <Found q={q} files={files} /> : <Today files={files} />}
      </div>
    </ProPage>
  );
}

function Found({ q, files }: { q: string; files: readonly FoundPatient[] }) {
  const t = useWords("secretariat");
  if (files.length === 0)
    return (
      <EmptyState icon="search" title={t("search.none")} text={t("search.noneThen")}>
        <ButtonLink icon="user-plus" href={proPaths.newPatient({ q })}>
          {t("search.create")}
        </ButtonLink>
      </EmptyState>
    );
  const count = files.length;
  return (
    <>
      <h2 class="mb-2">{t("search.found", { count })}</h2>
      <FoundList files={files} label={t("search.found", { count })} />
      {count === most && <p class="muted mt-3">{t("search.most", { count })}</p>}
    </>
  );
}

function Today({ files }: { files: readonly FoundPatient[] }) {
  const t = useWords("secretariat");
  return (
    <>
      <h2 class="mb-2">{t("search.today")}</h2>
      {files.length === 0 ? (
        <p class="muted">{t("search.noneToday")}</p>
      ) : (
        <FoundList files={files} label={t("search.today")} />
      )}
    </>
  );
}
