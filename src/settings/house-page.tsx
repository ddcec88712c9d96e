import { Hono } from "hono";
import { z } from "zod";
import { changeHouse } from "../establishments/change-house.ts";
import { type House, houseOf } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import { readForm, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { Field, Select } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSentences, useWords, wordsIn } from "../ui/words.ts";
import { line, phoneSaid, phoneTyped, tick, tickedAmong, tickTyped, version } from "./answers.ts";
import { staffOf } from "./desk-of.ts";
import { type FormState, isPreview, Panel, SettingForm } from "./setting-form.tsx";
import { SettingPage, telling } from "./setting-page.tsx";
import { differencesBetween } from "./stale.tsx";
import { Tick, Ticks } from "./tick.tsx";

const reminders = ["week-before", "two-days-before", "day-before"] as const;
const kinds = ["solo", "shared-practice", "health-centre", "clinic"] as const;

const HouseForm = z
  .object({
    name: line("wrong.noName"),
    neutralName: z.string().default(""),
    kind: z.enum(kinds, "wrong.choose"),
    phone: phoneSaid,
    email: z
      .string()
      .default("")
      .transform((text) => text.trim())
      .pipe(z.union([z.literal(""), z.email()], "wrong.email"))
      .transform((text) => text || null),
    takesReplies: tick,
    version,
  })
  .refine(({ takesReplies, email }) => !takesReplies || email, { path: ["email"], message: "wrong.repliesNeedEmail" })
  .transform(({ neutralName, ...house }) => ({
    ...house,
    neutralName: neutralName.trim().slice(0, 120) || house.name,
  }));

/** The establishment itself: what it is called, in full and in mails, and how it is reached. */
export const housePage = new Hono<Web>()
  .use(proPaths.house(), onlyFor("manager"))
  .get(proPaths.house(), async (c) => {
    const house = await asActor(c.var.db, c.var.actor, (tx) => houseOf(tx, staffOf(c)));
    return c.render(<HouseView version={house.version} state={{ typed: typedOf(house) }} />);
  })
  .post(proPaths.house(), async (c) => {
    const form = await readForm(c, HouseForm);
    const read = Number(form.typed.version) || 0;
    if (!form.ok) return c.render(<HouseView version={read} state={form} />, 422);
    if (isPreview(await typedIn(c))) return c.render(<HouseView version={read} state={form} />);

    const { version, ...answers } = form.value;
    const changes = { ...answers, reminders: tickedAmong(form.typed, "reminder", reminders) };
    const outcome = await changeHouse(c.var.db, { changes, version, by: staffOf(c), now: c.var.now() });
    if (outcome.done) return c.redirect(telling(proPaths.house(), "enregistre"), 303);
    if (outcome.because === "stale") {
      const differences = differencesBetween(form.typed, typedOf(outcome.now), labels());
      return c.render(<HouseView version={outcome.now.version} state={{ typed: form.typed, differences }} />, 409);
    }
    if (outcome.because === "not-found") return c.notFound();
    return c.render(<HouseView version={read} state={{ ...form, errors: { name: "wrong.form" } }} />, 422);
  });

function typedOf(house: House): Record<string, string> {
  return {
    name: house.name,
    neutralName: house.neutralName === house.name ? "" : house.neutralName,
    kind: house.kind,
    phone: phoneTyped(house.phone),
    email: house.email ?? "",
    ...tickTyped("takesReplies", house.takesReplies),
    ...Object.fromEntries(house.reminders.map((each) => [`reminder.${each}`, "on"])),
  };
}

function labels(): Record<string, string> {
  const t = wordsIn("fr", "settings");
  return {
    ...{ name: t("house.name"), neutralName: t("house.neutralName"), kind: t("house.kind") },
    ...{ phone: t("house.phone"), email: t("house.email"), takesReplies: t("house.takesReplies") },
    ...Object.fromEntries(reminders.map((each) => [`reminder.${each}`, t(`house.reminders.${each}`)])),
  };
}

function HouseView({ version, state }: { version: number; state: FormState }) {
  const t = useWords("settings");
  const wrong = useSentences("settings", state.errors ?? {});
  const { typed } = state;
  const neutral = typed.neutralName?.trim() || typed.name?.trim() || "…";
  return (
    <SettingPage title={t("house.title")} erred={Object.keys(wrong).length > 0}>
      <SettingForm
        action={proPaths.house()}
        state={state}
        hidden={{ version: String(version) }}
        preview={<MailSample name={typed.name ?? ""} neutral={neutral} />}
      >
        <Panel title={t("house.named")}>
          <Field name="name" label={t("house.name")} value={typed.name} error={wrong.name} maxlength={120} />
          <Field
            name="neutralName"
            label={t("house.neutralName")}
            hint={t("house.neutralHint")}
            value={typed.neutralName}
            maxlength={120}
            optional
          />
          <Select
            name="kind"
            label={t("house.kind")}
            value={typed.kind}
            error={wrong.kind}
            options={kinds.map((kind) => ({ value: kind, label: t(`house.kinds.${kind}`) }))}
          />
        </Panel>
        <Panel title={t("house.reached")}>
          <Field
            name="phone"
            type="tel"
            label={t("house.phone")}
            hint={t("house.phoneHint")}
            value={typed.phone}
            error={wrong.phone}
          />
          <Field
            name="email"
            type="email"
            label={t("house.email")}
            hint={t("house.emailHint")}
            value={typed.email}
            error={wrong.email}
            optional
          />
          <Tick name="takesReplies" checked={typed.takesReplies !== undefined} detail={t("house.takesRepliesHint")}>
            {t("house.takesReplies")}
          </Tick>
        </Panel>
        <Panel title={t("house.notices")} hint={t("house.noticesHint")}>
          <Ticks name="reminders" legend={t("house.remindersTitle")}>
            {reminders.map((each) => (
              <Tick key={each} name={`reminder.${each}`} checked={typed[`reminder.${each}`] !== undefined}>
                {t(`house.reminders.${each}`)}
              </Tick>
            ))}
          </Ticks>
        </Panel>
      </SettingForm>
    </SettingPage>
  );
}

/** Where each of the two names is read. */
function MailSample({ name, neutral }: { name: string; neutral: string }) {
  const t = useWords("settings");
  return (
    <div class="grid gap-3">
      <Notice icon="mail">
        <p>
          <strong>{t("house.inMail")}</strong>
          <br />
          {t("house.mailSample", { name: neutral })}
        </p>
      </Notice>
      <Notice icon="globe">
        <p>
          <strong>{t("house.onSheet")}</strong>
          <br />
          {name || "…"}
        </p>
      </Notice>
    </div>
  );
}
