import { z } from "zod";

// Shapes that say what is wrong as the end of a sentence, which begins with the name of the field.

/** Text that `parse` understands; where it gives null, the fault says that the field must be `what`. */
export function text<Value>(what: string, parse: (text: string) => Value | null) {
  return z.string(mustBe(what)).transform((given, context): Value => {
    const value = parse(given);
    if (value !== null) return value;
    context.addIssue(`must be ${what}`);
    return z.NEVER;
  });
}

export function wholeNumber(least: number, most: number, unit: string) {
  const rule = mustBe(`a whole number of ${unit} from ${least} to ${most}`);
  return z.number(rule).refine((given) => Number.isInteger(given) && given >= least && given <= most, rule);
}

export function oneOf<const Word extends string>(words: readonly Word[]) {
  return z.enum(words, mustBe(`one of ${words.join(", ")}`));
}

export function yesOrNo() {
  return z.boolean(mustBe("true or false"));
}

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, mustBe("a list"));
}

/** An object with these fields and no others. */
export function record<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.strictObject(fields, mustBe("an object"));
}

/** A value of several possible shapes, read by the one its own fields point to, so that faults are told about that one. */
export function shapedAs<Value>(shapeOf: (given: object) => z.ZodType<Value>) {
  return z.unknown().transform((given, context): Value => {
    const isObject = typeof given === "object" && given !== null;
    const reading = shapeOf(isObject ? given : {}).safeParse(given);
    if (reading.success) return reading.data;
    for (const issue of reading.error.issues) context.addIssue({ code: "custom", ...told(issue) });
    return z.NEVER;
  });
}

/** The first fault as one sentence: `reason.durationMin must be a whole number of minutes from 1 to 10080.` */
export function sentenceFor({ issues: [fault] }: z.ZodError): string {
  if (!fault) return "The case cannot be read.";
  const { path, message } = told(fault);
  return `${nameOf(path)} ${message}.`;
}

function mustBe(what: string) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? "is missing" : `must be ${what}`) };
}

/** Where the fault is, and what it is: a field nobody asked for is its own place. */
function told(fault: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (fault.code !== "unrecognized_keys") return fault;
  return { path: [...fault.path, ...fault.keys.slice(0, 1)], message: "is not a field that belongs here" };
}

/** `openings[0].except[1].on`; for the whole, `The case`. */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return name.replace(/^\./, "") || "The case";
}
