import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { normalised } from "./password.ts";

/** The cost of one check: memory in KiB, and how often it is gone through. */
export interface Argon2Cost {
  memoryKib: number;
  passes: number;
}

/** The password as it is kept, `$argon2id$v=19$m=…,t=…,p=1$salt$hash` (PHC string): it says itself what it cost, so that the cost
 * can be raised without voiding what is kept. The work is done on another thread. */
export async function hashPassword(password: string, { memoryKib, passes }: Argon2Cost): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive({ message: normalised(password), nonce: salt, memory: memoryKib, passes, ...fixed });
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${fixed.parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Whether `password` is the one kept as `phc`. Throws for what hashPassword() did not make. */
export async function isPassword(password: string, phc: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, hash] = form.exec(phc) ?? [];
  if (!salt || !hash) throw new TypeError("not an argon2id hash");
  const kept = Buffer.from(hash, "base64");
  const found = await derive({
    message: normalised(password),
    nonce: Buffer.from(salt, "base64"),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: kept.length,
  });
  return timingSafeEqual(found, kept);
}

/** Whether what is kept as `phc` would be made dearer today: the cost asked has risen since. */
export function isOutdated(phc: string, { memoryKib, passes }: Argon2Cost): boolean {
  const [, memory, passesThen] = form.exec(phc) ?? [];
  return Number(memory) < memoryKib || Number(passesThen) < passes;
}

const fixed = { parallelism: 1, tagLength: 32 };
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;
const onAnotherThread = promisify(argon2);

function derive(parameters: Argon2Parameters): Promise<Buffer> {
  return onAnotherThread("argon2id", parameters);
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
