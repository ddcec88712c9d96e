/** Where someone may be sent after signing in: an address of this site, the pages of signing in themselves excepted. Anything that
 * could lead elsewhere is null (open redirect). */
export function returnPath(wanted: string | null | undefined): string | null {
  const path = ownPath(wanted);
  return path && !doors.test(path) ? path : null;
}

/** An address of this site, path and query, or null. */
export function ownPath(wanted: string | null | undefined): string | null {
  if (!wanted || wanted.length > 500 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return null;
  const nowhere = "http://site.invalid";
  if (!URL.canParse(wanted, nowhere)) return null;
  const { origin, pathname, search } = new URL(wanted, nowhere);
  return origin === nowhere && !pathname.startsWith("//") ? pathname + search : null;
}

const doors = /^\/(connexion|deconnexion|inscription|activation|mot-de-passe-oublie|nouveau-mot-de-passe)([/?]|$)/;
