import type { Context } from "hono";
import { birthplaceFrom, type CommuneChoice } from "../accounts/birthplace.ts";
import { communesMeant } from "../establishments/birth-communes.ts";
import { birthDateError, type FileTraits, fileTyped } from "../patients/file-typed.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";

/** What a form about a file says, or what is wrong with it: keys of the words « patient-file », by field. */
export type TypedFile = { typed: Record<string, string>; communes: readonly CommuneChoice[] } & (
  | { ok: true; traits: FileTraits }
  | { ok: false; errors: FieldErrors }
);

/** Reads the form about a file, the place of birth included. */
export async function readFile(c: Context<Web>): Promise<TypedFile> {
  const form = await readForm(c, fileTyped);
  const { typed } = form;
  const born = await birthplaceFrom(c.var.db, communesMeant, typed);
  const errors = {
    ...(form.ok ? birthDateError(form.value, c.var.now()) : form.errors),
    ...(born.ok ? {} : born.errors),
  };
  const communes = born.ok ? [] : born.choices;
  if (!form.ok || !born.ok || Object.keys(errors).length > 0) return { ok: false, typed, communes, errors };
  return { ok: true, typed, communes, traits: { ...form.value, birthplaceInsee: born.inseeCode } };
}
