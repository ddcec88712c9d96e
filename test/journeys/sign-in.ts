import { paths } from "../../src/paths.ts";
import { password } from "./site.ts";
import type { Visitor } from "./visitor.ts";

/** The first step of signing in, as far as it leads. */
export async function signIn(someone: Visitor, email: string, typed = password) {
  await someone.open(paths.signIn());
  await someone.fill("Adresse e-mail", email);
  await someone.fill("Mot de passe", typed);
  await someone.press("Se connecter");
}
