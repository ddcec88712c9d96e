/** Whether many people would choose this, or a program guess it first: a well-known password or a single French word or name,
 * dressed with figures and signs before or after it, spelt with separators, or said several times over. `password` is normalised. */
export async function isCommonPassword(password: string): Promise<boolean> {
  loaded ??= load();
  const known = await loaded;
  return undressed(password.toLowerCase()).some((candidate) => known.has(candidate));
}

/** Loaded when somebody first chooses a password, then kept: some hundred thousand words. */
let loaded: Promise<Set<string>> | undefined;

async function load(): Promise<Set<string>> {
  const [{ dictionary: common }, { dictionary: french }] = await Promise.all([
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-fr"),
  ]);
  return new Set([["amicare"], common["passwords-common"], ...Object.values(french)].flat());
}

/** What is left of it without its dress: « bonjour » of « 2026-bonjour-bonjour! ». */
function undressed(password: string): string[] {
  const core = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const joined = core.replace(/[^\p{L}\p{Nd}]/gu, "");
  const lettersAndFigures = password.replace(/[^\p{L}\p{Nd}]/gu, "");
  return [password, core, joined, lettersAndFigures].flatMap((text) => [text, text.replace(/^(.+?)\1+$/u, "$1")]);
}
