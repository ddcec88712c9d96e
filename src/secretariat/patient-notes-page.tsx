import { type Context, Hono } from "hono";
import { z } from "zod";
import { changePatientNote } from "../patients/change-patient-note.ts";
import { deletePatientNote } from "../patients/delete-patient-note.ts";
import type { StaffActor } from "../patients/files.ts";
import { noteMost, notesOf } from "../patients/patient-notes.ts";
import { writePatientNote } from "../patients/write-patient-note.ts";
import { KeyReused } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { idIn, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { renderFile } from "./opened-file.ts";
import { type NotesAgain, NotesView } from "./patient-notes-view.tsx";

const text = z
  .string()
  .default("")
  .transform((typed) => typed.trim().replaceAll("\r\n", "\n"));
const Note = z.object({
  faire: z.enum(["ecrire", "modifier", "epingler", "desepingler", "effacer"]).catch("ecrire"),
  note: z.string().default(""),
  texte: text,
  epinglee: z.string().optional(),
  version: z.coerce.number().int().catch(0),
  cle: z.uuid().catch(() => newId()),
});
type Said = z.output<typeof Note>;

/** What the team writes about a patient, for itself. */
export const patientNotesPage = new Hono<Web>()
  .get(proPaths.patientNotes(":id"), (c) => notes(c, { opened: c.req.query("note") ?? null }))
  .post(proPaths.patientNotes(":id"), async (c) => {
    const form = await readForm(c, Note);
    if (!form.ok) return notes(c, { opened: null, status: 422 });
    const said = form.value;
    const wanted = said.faire === "ecrire" || said.faire === "modifier";
    const error = wanted ? wrongWith(said.texte) : null;
    if (error) {
      const opened = said.faire === "modifier" ? said.note : null;
      return notes(c, { opened, typed: said, error, status: 422 });
    }
    if (said.faire === "effacer") return takeAway(c, said);
    return said.faire === "ecrire" ? write(c, said) : change(c, said);
  });

function wrongWith(typed: string): "empty" | "tooLong" | null {
  if (typed === "") return "empty";
  return typed.length > noteMost ? "tooLong" : null;
}

async function write(c: Context<Web>, said: Said) {
  const wish = { patientId: idIn(c), note: said.texte, isPinned: said.epinglee !== undefined, key: said.cle };
  const outcome = await writePatientNote(c.var.db, { ...wish, ...who(c) }).catch((error) => {
    if (error instanceof KeyReused) return "key-reused" as const;
    throw error;
  });
  if (outcome === "key-reused") return notes(c, { opened: null, typed: said, problem: "sentBefore", status: 409 });
  return outcome.done ? c.redirect(proPaths.patientNotes(idIn(c)), 303) : c.notFound();
}

async function change(c: Context<Web>, said: Said) {
  const isPinned = said.faire === "modifier" ? said.epinglee !== undefined : said.faire === "epingler";
  const note = said.faire === "modifier" ? said.texte : null;
  const which = { patientId: idIn(c), noteId: said.note, version: said.version };
  const outcome = await changePatientNote(c.var.db, { ...which, note, isPinned, ...who(c) });
  if (outcome.done) return c.redirect(proPaths.patientNotes(idIn(c)), 303);
  if (outcome.because === "stale" && note !== null)
    return notes(c, { opened: said.note, typed: said, current: outcome.current, status: 409 });
  if (outcome.because === "stale") return notes(c, { opened: null, problem: "changed", status: 409 });
  if (outcome.because === "not-mine") return notes(c, { opened: null, typed: said, problem: "notMine", status: 409 });
  return note === null ? c.notFound() : notes(c, { opened: null, typed: said, problem: "gone", status: 409 });
}

async function takeAway(c: Context<Web>, said: Said) {
  const isManager = c.var.desk.role === "manager";
  const outcome = await deletePatientNote(c.var.db, { patientId: idIn(c), noteId: said.note, isManager, ...who(c) });
  if (outcome.done) return c.redirect(proPaths.patientNotes(idIn(c)), 303);
  return outcome.because === "not-mine" ? notes(c, { opened: null, problem: "notMine", status: 409 }) : c.notFound();
}

function who(c: Context<Web>) {
  return { by: c.var.actor as StaffActor, now: c.var.now() };
}

function notes(c: Context<Web>, { status = 200, ...again }: NotesAgain & { status?: 200 | 409 | 422 }) {
  return renderFile(c, {
    status,
    read: (tx, file, by) => notesOf(tx, by, file.id),
    view: (file, found) => (
      <NotesView {...{ file, ...again }} notes={found} noteKey={newId()} isManager={c.var.desk.role === "manager"} />
    ),
  });
}
