import { type Context, Hono, type Next } from "hono";
import { z } from "zod";
import { signedInOnly } from "../accounts/session.ts";
import type { Texts } from "../help/texts.ts";
import { paths } from "../paths.ts";
import { personsOf, type Someone } from "../patients/queries.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { KeyReused } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { freeText, idIn, readForm, typedIn, type Web } from "../platform/web.ts";
import { alternativesTo } from "./alternatives.ts";
import { bookAppointment, bookHeld } from "./book.ts";
import { BookForm } from "./book-form.tsx";
import { abandonHold, extendHold } from "./hold.ts";
import { Refused } from "./refusal.tsx";
import { type ChosenSlot, chosenSlot, heldSlot } from "./slot.ts";
import { standingOf } from "./standing.ts";
import { appointmentFor } from "./their-appointment.ts";

const BookingForm = z.object({
  pour: z.uuid("book.whoMissing"),
  mot: freeText({ most: 1000, tooLong: "book.wordsTooLong" }),
  proche: z.enum(["keep", "replace"]).optional().catch(undefined),
  cle: z.uuid().catch(() => newId()),
});

/** The form while the time is held: for whom, and a word for the practice. When the hold is over the form still works, as long as the time
 * is free; when it is booked already, it leads to the appointment. */
export function bookPage({ texts }: { texts: Texts }) {
  return new Hono<Web>()
    .get(paths.booking(":id"), signedInOnly, namesAHold, async (c) => {
      const found = await inProgress(c, c.req.query());
      if (found instanceof Response) return found;
      return c.render(<BookForm {...found} typed={{ pour: c.req.query("pour") ?? "" }} bookingKey={newId()} />);
    })
    .post(paths.booking(":id"), signedInOnly, namesAHold, async (c) => {
      const { db, language, evidence } = c.var;
      const form = await readForm(c, BookingForm);
      if (!form.ok) {
        const found = await inProgress(c, form.typed);
        if (found instanceof Response) return found;
        return c.render(<BookForm {...found} typed={form.typed} errors={form.errors} bookingKey={newId()} />, 422);
      }
      const { pour: personId, mot: wordsForPractice, proche: whenClose, cle: key } = form.value;
      const by = c.var.actor as Extract<Actor, { kind: "user" }>;
      const now = c.var.now();
      const wish = { personId, wordsForPractice, whenClose, informed: { texts, language, evidence }, by, now };
      const held = await bookHeld(db, { ...wish, holdId: idIn(c) });
      if (held?.done) return c.redirect(paths.confirmed(held.appointmentId), 303);

      const found = await inProgress(c, form.typed);
      if (found instanceof Response) return found;
      const { chosen, holdId } = found;
      const again = { ...found, typed: form.typed, bookingKey: newId() };
      const outcome = held ?? (await bookAppointment(db, { ...wish, slot: chosen.slot, holdId, key }).catch(keyReused));
      if (outcome === "key-reused") return c.render(<BookForm {...again} />, 422);
      if (outcome.done) return c.redirect(paths.confirmed(outcome.appointmentId), 303);
      if (outcome.because === "not-found") return c.notFound();
      if (outcome.because === "close-to-another") {
        const close = await appointmentFor(c.var, outcome.closeTo ?? "");
        return c.render(<BookForm {...again} close={close} />, 409);
      }
      const alternatives = await asActor(db, by, async (tx) => {
        const standing = await standingOf(tx, { personId, establishmentId: chosen.offer.establishmentId, now });
        return alternativesTo(tx, chosen, standing?.isKnown ? "known-patient" : "new-patient", now);
      });
      return c.render(<Refused chosen={chosen} because={outcome.because} alternatives={alternatives} />, 409);
    })
    .post(paths.moreTime(":id"), signedInOnly, namesAHold, async (c) => {
      const { db, actor: by, now } = c.var;
      const holdId = idIn(c);
      const extended = await extendHold(db, { holdId, by, now: now() });
      const chosen = extended || (await asActor(db, by, (tx) => chosenSlot(tx, c.req.query(), { by, now: now() })));
      return chosen ? c.redirect(paths.booking(holdId, c.req.query()), 303) : c.notFound();
    })
    .post(paths.abandonHold(":id"), namesAHold, async (c) => {
      const { db, actor: by, now } = c.var;
      const chosen = await asActor(db, by, async (tx) => {
        const held = await heldSlot(tx, idIn(c));
        return held?.chosen ?? chosenSlot(tx, await typedIn(c), { by, now: now() });
      });
      if (!chosen) return c.notFound();
      await abandonHold(db, { holdId: idIn(c), by });
      return c.redirect(paths.practitioner(chosen.slug), 303);
    });
}

/** What stands in the address must at least look like a hold. */
async function namesAHold(c: Context<Web>, next: Next) {
  if (!z.uuid().safeParse(idIn(c)).success) return c.notFound();
  await next();
}

interface InProgress {
  holdId: string;
  chosen: ChosenSlot;
  /** Null: the hold is over. */
  expiresAt: Temporal.Instant | null;
  people: Someone[];
}

/** Where this booking stands: held, or at least named by the request. Booked already, or nowhere, it is the answer to give. */
async function inProgress(c: Context<Web>, named: Record<string, string>): Promise<InProgress | Response> {
  const { db, actor, now } = c.var;
  const holdId = idIn(c);
  return asActor(db, actor, async (tx) => {
    const booked = await tx.selectFrom("appointment").select("id").where("holdId", "=", holdId).executeTakeFirst();
    if (booked) return c.redirect(paths.confirmed(booked.id), 303);
    const held = await heldSlot(tx, holdId);
    const chosen = held?.chosen ?? (await chosenSlot(tx, named, { by: actor, now: now() }));
    if (!chosen) return c.notFound();
    return { holdId, chosen, expiresAt: held?.expiresAt ?? null, people: await personsOf(tx, actor) };
  });
}

function keyReused(error: unknown): "key-reused" {
  if (error instanceof KeyReused) return "key-reused";
  throw error;
}
