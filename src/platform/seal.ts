import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Hides texts from whoever keeps them: a browser, or the database. */
export interface Sealer {
  /** `label` names what it is, or whose: unsealed under another one, it is refused. */
  seal(text: string, label?: string): string;
  /** What was sealed, or null when it was not by this secret, for this use, or was changed since. */
  unseal(sealed: string, label?: string): string | null;
  /** The same for bytes. */
  sealBytes(bytes: Uint8Array, label: string): Uint8Array;
  unsealBytes(sealed: Uint8Array, label: string): Uint8Array | null;
}

/** AES-256-GCM under a key of its own for each use (HKDF-SHA256 of SECRET), so that what was sealed for one use opens nothing elsewhere.
 * Nonce (12 bytes), tag (16), then what is hidden; texts in base64url. */
export function sealerFor(use: string, secret: string): Sealer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", use, 32));

  function sealBytes(bytes: Uint8Array, label: string): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(label));
    const hidden = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
  }

  function unsealBytes(sealed: Uint8Array, label: string): Buffer | null {
    if (sealed.length < 28) return null;
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12), { authTagLength: 16 }).setAAD(
      Buffer.from(label),
    );
    decipher.setAuthTag(sealed.subarray(12, 28));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
    } catch {
      return null;
    }
  }

  return {
    sealBytes,
    unsealBytes,
    seal: (text, label = "") => sealBytes(Buffer.from(text), label).toString("base64url"),
    unseal: (sealed, label = "") => unsealBytes(Buffer.from(sealed, "base64url"), label)?.toString() ?? null,
  };
}
