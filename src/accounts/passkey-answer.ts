import { z } from "zod";

/* What browsers post: PublicKeyCredential.toJSON(), as text. All bytes are base64url. */

const bytes = z.string().max(20_000);
const transports = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
const anyAnswer = {
  id: z.string().min(1).max(1400), // 1023 bytes at most
  rawId: bytes,
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
};

/** A device made a key. */
export type MadeAnswer = z.output<typeof madeAnswer>;
const madeAnswer = z.object({
  ...anyAnswer,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z
      .array(z.string())
      .default([])
      .transform((said) => transports.filter((known) => said.includes(known))),
  }),
});

/** A device signed with a key it has. */
export type SignedAnswer = z.output<typeof signedAnswer>;
const signedAnswer = z.object({
  ...anyAnswer,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: z
      .string()
      .max(100)
      .nullish()
      .transform((handle) => handle ?? null),
  }),
});

/** Null when it cannot be read. */
export function madeAnswerIn(text: string): MadeAnswer | null {
  return read(madeAnswer, text);
}

/** Null when it cannot be read. */
export function signedAnswerIn(text: string): SignedAnswer | null {
  return read(signedAnswer, text);
}

function read<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
