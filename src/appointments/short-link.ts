/** An appointment's id as the short links of texts write it: its 16 bytes in base64url, 22 characters instead of 36. */
export function shortened(id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
}

/** The id again, or null when this is none. */
export function lengthened(short: string): string | null {
  const bytes = Buffer.from(short, "base64url");
  if (bytes.length !== 16 || bytes.toString("base64url") !== short) return null;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
