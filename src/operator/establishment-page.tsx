import { type Context, Hono } from "hono";
import { z } from "zod";
import { emailAnswer } from "../accounts/email.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, idIn, isId, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { phone as readable } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useWords } from "../ui/words.ts";
import { inviteManager } from "./found-establishment.ts";
import type { OperatorActor } from "./operator.ts";
import { useOperatorSentences } from "./sentences.ts";

const ManagerForm = z.object({
  name: z.string().trim().min(1, "establishments.missing").max(200, "establishments.long"),
  email: emailAnswer,
});

interface House {
  id: string;
  name: string;
  phone: string;
}

/** One establishment, as whoever runs the installation may help it: with a new manager. */
export function establishmentPage({ secret }: { secret: string }) {
  return new Hono<Web>()
    .get(proPaths.operatorEstablishment(":id"), async (c) => {
      const house = await houseIn(c);
      return house ? c.render(<Establishment house={house} invited={c.req.query("invite")} />) : c.notFound();
    })
    .post(proPaths.operatorEstablishment(":id"), async (c) => {
      const house = await houseIn(c);
      if (!house) return c.notFound();
      const form = await readForm(c, ManagerForm);
      if (!form.ok) return c.render(<Establishment {...{ house, errors: form.errors, typed: form.typed }} />, 422);
      const [by, now] = [c.var.actor as OperatorActor, c.var.now()];
      await inviteManager(c.var.db, { establishmentId: house.id, manager: form.value, secret, by, now });
      return c.redirect(
        `${proPaths.operatorEstablishment(house.id)}?invite=${encodeURIComponent(form.value.name)}`,
        303,
      );
    });
}

async function houseIn(c: Context<Web>): Promise<House | null> {
  const id = idIn(c);
  if (!isId(id)) return null;
  const found = await asActor(c.var.db, c.var.actor, (tx) =>
    tx.selectFrom("establishment").select(["id", "name", "phone"]).where("id", "=", id).executeTakeFirst(),
  );
  return found ?? null;
}

interface EstablishmentProps {
  house: House;
  /** Who was just invited. */
  invited?: string | undefined;
  errors?: FieldErrors;
  typed?: Record<string, string>;
}

function Establishment({ house, invited, errors = {}, typed = {} }: EstablishmentProps) {
  const t = useWords("operator");
  const sentences = useOperatorSentences(errors);
  return (
    <ProPage title={house.name} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.operatorEstablishments()}>{t("nav.establishments")}</BackLink>
      <h1>{house.name}</h1>
      <p class="muted mt-1">{readable(house.phone)}</p>
      {invited && (
        <Notice kind="ok" icon="check" role="status" class="mt-4">
          <p>
            <strong>{t("establishments.invited", { name: invited })}</strong>
          </p>
        </Notice>
      )}
      <h2 class="mt-6">{t("establishments.inviteManager")}</h2>
      <p class="muted mt-1 mb-4 max-w-[40rem]">{t("establishments.inviteManagerLead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" class="grid gap-4 max-w-[40rem]" novalidate>
        <Field
          name="name"
          label={t("establishments.managerName")}
          value={typed.name}
          error={sentences.name}
          autocomplete="off"
        />
        <Field
          name="email"
          type="email"
          label={t("establishments.managerEmail")}
          value={typed.email}
          error={sentences.email}
          autocomplete="off"
        />
        <Button icon="send" class="justify-self-start">
          {t("establishments.invite")}
        </Button>
      </form>
    </ProPage>
  );
}
