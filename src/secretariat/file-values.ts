import { type FileTraits, typedFile } from "../patients/file-typed.ts";
import { phone } from "../ui/format.ts";

/** The fields of a form as a file fills them in. */
export function valuesOf(file: FileTraits, commune: string | null) {
  return typedFile(file, { commune, phone: file.phone && phone(file.phone) });
}
