import { type Context, Hono } from "hono";
import { z } from "zod";
import { addRoom } from "../establishments/add-room.ts";
import { renameRoom } from "../establishments/rename-room.ts";
import { setUp } from "../establishments/set-up.ts";
import { type Room, roomsOf, type Site, siteOf } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { key, line } from "./answers.ts";
import { staffOf } from "./desk-of.ts";
import { SettingPage, telling } from "./setting-page.tsx";

const RoomForm = z.object({ name: line("wrong.noName", 60), room: z.string().default(""), key });

/** The rooms of a site: what a visit may need besides its practitioner. */
export const roomsPage = new Hono<Web>()
  .use(proPaths.rooms(":id"), onlyFor("manager"))
  .get(proPaths.rooms(":id"), async (c) => {
    const found = await roomsHere(c);
    return found ? c.render(<RoomsView {...found} />) : c.notFound();
  })
  .post(proPaths.rooms(":id"), async (c) => {
    const found = await roomsHere(c);
    if (!found) return c.notFound();
    const { site } = found;
    const [by, now, siteId] = [staffOf(c), c.var.now(), site.id];
    const form = await readForm(c, RoomForm);
    const field = form.typed.room ? `name-${form.typed.room}` : "name";
    const again = (errors: Record<string, string>) => (
      <RoomsView
        {...found}
        typed={{ [field]: form.typed.name ?? "" }}
        errors={{ [field]: Object.values(errors)[0] ?? "" }}
      />
    );
    if (!form.ok) return c.render(again(form.errors), 422);

    const { name, room, key } = form.value;
    if (room) {
      const outcome = await renameRoom(c.var.db, { id: room, siteId, name, by, now });
      return outcome.done ? c.redirect(telling(proPaths.rooms(siteId), "enregistre"), 303) : c.notFound();
    }
    await setUp(
      c.var.db,
      { what: "room", key, request: form.typed, by, now },
      (tx, establishmentId) => addRoom(tx, { establishmentId, siteId, name }),
      ({ roomId }) => roomId,
    );
    return c.redirect(telling(proPaths.rooms(siteId), "ajoute"), 303);
  });

async function roomsHere(c: Context<Web>): Promise<{ site: Site; rooms: Room[] } | null> {
  const by = staffOf(c);
  return asActor(c.var.db, by, async (tx) => {
    const site = await siteOf(tx, by, idIn(c));
    return site && { site, rooms: (await roomsOf(tx, by)).filter(({ siteId }) => siteId === site.id) };
  });
}

interface RoomsViewProps {
  site: Site;
  rooms: Room[];
  typed?: Record<string, string>;
  errors?: Record<string, string>;
}

function RoomsView({ site, rooms, typed = {}, errors = {} }: RoomsViewProps) {
  const t = useWords("settings");
  const wrong = useSentences("settings", errors);
  const action = proPaths.rooms(site.id);
  return (
    <SettingPage
      title={t("room.title")}
      lead={t("room.lead")}
      back={{ href: proPaths.site(site.id), label: site.name }}
      erred={Object.keys(wrong).length > 0}
    >
      <ErrorSummary errors={wrong} />
      <div class="grid gap-4 max-w-[42rem]">
        {rooms.length === 0 && <p>{t("room.none")}</p>}
        {rooms.map(({ id, name }) => (
          <form key={id} method="post" action={action} class="sheet p-4 flex flex-wrap items-end gap-3" novalidate>
            <input type="hidden" name="room" value={id} />
            <NameField
              id={`name-${id}`}
              label={t("room.name")}
              value={typed[`name-${id}`] ?? name}
              error={wrong[`name-${id}`]}
            />
            <Button tone="outline" aria-label={`${t("room.rename")} : ${name}`}>
              {t("room.rename")}
            </Button>
          </form>
        ))}
        <form method="post" action={action} class="sheet p-4 flex flex-wrap items-end gap-3" novalidate>
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Field
            name="name"
            label={t("room.new")}
            hint={t("room.newHint")}
            value={typed.name}
            error={wrong.name}
            maxlength={60}
            class="grow basis-56"
          />
          <Button icon="plus">{t("room.add")}</Button>
        </form>
      </div>
    </SettingPage>
  );
}

/** Several forms post the same answer: each field has an id of its own. */
function NameField({
  id,
  label,
  value,
  error,
}: {
  id: string;
  label: string;
  value: string;
  error: string | undefined;
}) {
  return (
    <div class={`field grow basis-56 ${error ? "field-bad" : ""}`}>
      <label class="font-semibold" for={id}>
        {label}
      </label>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <input
        class={error ? "input input-error" : "input"}
        id={id}
        name="name"
        type="text"
        value={value}
        maxlength={60}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      />
    </div>
  );
}
