import type { Staff } from "../appointments/act.ts";
import { fileTyped } from "../patients/file-typed.ts";
import { filesOpenTo } from "../patients/files.ts";
import type { Tx } from "../platform/db.ts";
import { fileLike } from "./import-patient.ts";

/** Whose appointment a line is about: by the house's number, or else by names and birth date. Nobody is created by it. */
export async function addressee(
  tx: Tx,
  by: Staff,
  line: Record<string, string>,
): Promise<{ ok: true; patientId: string } | { ok: false; problems: string[] }> {
  const number = (line.number ?? "").trim();
  if (number) {
    const found = await filesOpenTo(tx, by).select("patient.id").where("number", "=", number).executeTakeFirst();
    return found ? { ok: true, patientId: found.id } : { ok: false, problems: ["number:patientUnknown"] };
  }
  const { nameUsed, firstNames, birthDate } = line;
  const read = fileTyped.safeParse({ nameUsed, firstNames, birthDate });
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${String(path[0])}:${message}`);
    return { ok: false, problems: [...new Set(problems)] };
  }
  const patientId = await fileLike(tx, by, read.data);
  return patientId ? { ok: true, patientId } : { ok: false, problems: ["nameUsed:patientUnknown"] };
}
