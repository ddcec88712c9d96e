import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { OperatorError } from "./errors.ts";

/** Where a folder of the project lies, such as `texts`: found from its sources and from its bundle alike. */
export function projectFolder(name: string, from = import.meta.dirname): string {
  const here = join(from, name);
  if (existsSync(here)) return here;
  if (dirname(from) === from) throw new OperatorError(`The folder ${name}/ is missing beside the program.`);
  return projectFolder(name, dirname(from));
}
