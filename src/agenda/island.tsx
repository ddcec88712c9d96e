import { paths } from "../paths.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useIsland, useRequest } from "../ui/request.ts";
import { typesetFrench } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import french from "./words.fr.json" with { type: "json" };

/** What the script of the agenda needs in the page (src/ui/islands/agenda.ts): its words, a line that is read aloud, what can be taken back, why
 * something was refused. Without script only the list of keys is seen. Once in a page, outside of what the script replaces. */
export function AgendaIsland() {
  useIsland("agenda");
  const { path } = useRequest();
  return (
    <div
      id="agenda-island"
      data-words={words}
      data-sign-in={paths.signIn({ vers: path })}
      data-move={proPaths.moveAppointment("{{id}}")}
      data-undo={proPaths.undo("{{act}}")}
    >
      <p id="agenda-told" role="status" class="sr-only" />
      <State />
      <Undo />
      <Refusal />
      <Keys />
    </div>
  );
}

/** All that is said by script, with its typography. */
const words = JSON.stringify({ ...french.live, keys: undefined }, (_, value) =>
  typeof value === "string" ? typesetFrench(value) : value,
);

/** The page is not up to date any more, and why. */
function State() {
  const { path } = useRequest();
  const t = useWords("agenda");
  return (
    <div id="agenda-state" class="ag-afloat" hidden>
      <div class="notice notice-sun">
        <Icon name="triangle-alert" />
        <div>
          <p data-state="lost" hidden>
            {t("live.state.lost")}
          </p>
          <p data-state="ended" hidden>
            {t("live.state.ended")}{" "}
            <a class="link" href={paths.signIn({ vers: path })}>
              {t("live.state.signIn")}
            </a>
          </p>
        </div>
      </div>
    </div>
  );
}

function Undo() {
  const t = useWords("agenda");
  return (
    <div id="agenda-undo" class="ag-afloat" hidden>
      <div class="ag-undo">
        <p />
        <Button type="button" tone="outline" icon="undo-2">
          {t("live.undo.button")}
        </Button>
        <span class="ag-undo-time" aria-hidden="true" />
      </div>
    </div>
  );
}

/** Buttons close the dialog and say what is tried once more; the safe one has the focus. */
function Refusal() {
  const t = useWords("agenda");
  return (
    <dialog id="agenda-refusal" class="sheet" aria-labelledby="agenda-refusal-title">
      <form method="dialog" class="grid gap-4">
        <h2 id="agenda-refusal-title">{t("live.refused.title")}</h2>
        <div class="grid gap-1">
          <p data-sentence="" />
          <p class="muted" data-next="" />
        </div>
        <table class="ag-difference" hidden>
          <thead>
            <tr>
              <th scope="col">{t("live.refused.what")}</th>
              <th scope="col">{t("live.refused.yours")}</th>
              <th scope="col">{t("live.refused.now")}</th>
            </tr>
          </thead>
          <tbody />
        </table>
        <div class="flex flex-wrap gap-2">
          <button type="submit" value="" class="btn btn-primary" autofocus>
            {t("live.refused.keep")}
          </button>
          {(["again", "purpose", "anyway"] as const).map((choice) => (
            <button key={choice} type="submit" value={choice} class="btn btn-outline">
              {t(`live.refused.${choice}`)}
            </button>
          ))}
          <ButtonLink tone="outline" href="#" data-for="refused">
            {t("live.refused.choose")}
          </ButtonLink>
          <ButtonLink tone="outline" href="#" data-for="ended">
            {t("live.refused.signIn")}
          </ButtonLink>
        </div>
      </form>
    </dialog>
  );
}

const keys = [
  ["arrows", "arrowsDo"],
  ["enter", "enterDo"],
  ["d", "dDo"],
  ["undo", "undoDo"],
  ["n", "nDo"],
  ["t", "tDo"],
  ["sides", "sidesDo"],
  ["help", "helpDo"],
] as const;

function Keys() {
  const t = useWords("agenda");
  return (
    <details id="touches" class="mt-4 max-lg:hidden">
      <summary class="link target">{t("live.keys.title")}</summary>
      <p class="muted my-2">{t("live.keys.lead")}</p>
      <dl class="ag-keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd class="kbd">{t(`live.keys.${key}`)}</kbd>
            </dt>
            <dd>{t(`live.keys.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
