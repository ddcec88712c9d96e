import { Hono } from "hono";
import { putPhoto, removePhoto } from "../establishments/photo.ts";
import type { PortraitRefusal } from "../establishments/portrait.ts";
import type { PractitionerSettings } from "../establishments/settings.ts";
import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { staffOf } from "./desk-of.ts";
import { nameOf } from "./names.ts";
import { SettingPage, telling } from "./setting-page.tsx";
import { type WithPractitioner, whoPresents } from "./who-presents.ts";

/** The photograph of a sheet: chosen, replaced, taken away. */
export const photoPage = new Hono<WithPractitioner>()
  .use(proPaths.photo(":id"), whoPresents)
  .get(proPaths.photo(":id"), (c) => c.render(<PhotoView practitioner={c.var.practitioner} />))
  .post(proPaths.photo(":id"), async (c) => {
    const { practitioner, db } = c.var;
    const whose = { practitionerId: practitioner.id, by: staffOf(c), now: c.var.now() };
    const body: Record<string, unknown> = await c.req.parseBody().catch(() => ({}));
    if (body.geste === "retirer") {
      const outcome = await removePhoto(db, whose);
      return outcome.done ? c.redirect(telling(proPaths.photo(practitioner.id), "sans-photo"), 303) : c.notFound();
    }
    const { photo } = body;
    if (!(photo instanceof File) || photo.size === 0)
      return c.render(<PhotoView practitioner={practitioner} refusal="no-file" />, 422);
    const outcome = await putPhoto(db, { ...whose, bytes: new Uint8Array(await photo.arrayBuffer()) });
    if (outcome.done) return c.redirect(telling(proPaths.photo(practitioner.id), "photo"), 303);
    if (outcome.because === "not-found") return c.notFound();
    return c.render(<PhotoView practitioner={practitioner} refusal={outcome.because} />, 422);
  });

function PhotoView({
  practitioner,
  refusal,
}: {
  practitioner: PractitionerSettings;
  refusal?: PortraitRefusal | "no-file";
}) {
  const t = useWords("settings");
  const wrong = useSentences("settings", refusal ? { photo: `photo.wrong.${refusal}` } : {});
  const { id, slug, photo } = practitioner;
  return (
    <SettingPage
      title={t("photo.title")}
      lead={nameOf(practitioner)}
      back={{ href: proPaths.sheet(id), label: t("sheet.title") }}
      erred={refusal !== undefined}
    >
      <ErrorSummary errors={wrong} kept={t("photo.kept")} />
      <div class="sheet p-4 grid gap-5 max-w-[42rem] sm:grid-cols-[10rem_1fr] items-start">
        {photo ? (
          <img
            class="rounded-[1.6rem] w-40 aspect-square object-cover"
            src={proPaths.publicPhoto(slug, photo)}
            width={480}
            height={480}
            alt={t("photo.alt", { name: nameOf(practitioner) })}
          />
        ) : (
          <span class="avatar-mark w-40! rounded-[1.6rem]! text-[3rem]!" aria-hidden="true">
            {`${practitioner.firstName.charAt(0)}${practitioner.lastName.charAt(0)}`.toUpperCase()}
          </span>
        )}
        <div class="grid gap-4">
          <form method="post" action={proPaths.photo(id)} enctype="multipart/form-data" class="grid gap-4" novalidate>
            <div class={wrong.photo ? "field field-bad" : "field"}>
              <label class="font-semibold" for="photo">
                {t(photo ? "photo.other" : "photo.choose")}
              </label>
              <p class="field-hint" id="photo-hint">
                {t("photo.hint")}
              </p>
              {wrong.photo && (
                <p class="field-error" id="photo-error">
                  {wrong.photo}
                </p>
              )}
              <input
                class="file-input w-full"
                type="file"
                id="photo"
                name="photo"
                accept="image/jpeg,image/png,image/webp"
                aria-invalid={wrong.photo ? true : undefined}
                aria-describedby={wrong.photo ? "photo-hint photo-error" : "photo-hint"}
              />
            </div>
            <Button icon="upload" class="justify-self-start">
              {t("photo.send")}
            </Button>
          </form>
          {photo && (
            <form method="post" action={proPaths.photo(id)}>
              <Button tone="ghost" icon="trash-2" name="geste" value="retirer">
                {t("photo.remove")}
              </Button>
            </form>
          )}
        </div>
      </div>
    </SettingPage>
  );
}
