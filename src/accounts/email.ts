import { z } from "zod";

/** An address typed by someone, in lower case. Messages are keys of words.*.json. */
export const emailAnswer = z
  .string("email.missing")
  .trim()
  .toLowerCase()
  .min(1, "email.missing")
  .max(254, "email.wrong")
  .pipe(z.email("email.wrong"));
