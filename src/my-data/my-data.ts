import { z } from "zod";

/** The version of the form below: raised when a field goes or changes its meaning. */
export const formatVersion = "1.0";

const instant = z.string().describe("an instant, ISO 8601, UTC");
const day = z.string().describe("a calendar day, ISO 8601");
const optional = <T extends z.ZodType>(type: T) => type.nullable();

const traits = {
  birthName: z.string(),
  nameUsed: z.string(),
  firstNames: z.string(),
  birthDate: day,
  sex: z.enum(["F", "M", "U"]).describe("U: not said"),
  birthplaceInsee: optional(z.string()).describe("INSEE code of the commune, or of the country (99xxx)"),
  phone: optional(z.string()).describe("E.164"),
};

const account = z.object({
  email: z.string(),
  name: z.string().describe("as pages greet"),
  language: z.enum(["fr", "en"]),
  phone: optional(z.string()).describe("E.164: the mobile that texts and codes go to, once confirmed"),
  createdAt: instant,
  passwordSince: optional(instant),
  signInWith: z.array(z.string()).describe("credential: a password; otherwise the identity provider"),
  authenticatorSince: optional(instant),
  recoveryCodesLeft: z.number().int(),
  passkeys: z.array(z.object({ name: z.string(), createdAt: instant, lastUsedAt: optional(instant) })),
  sessions: z.array(
    z.object({
      createdAt: instant,
      expiresAt: instant,
      verifiedBy: optional(z.string()),
      network: optional(z.string()),
      userAgent: optional(z.string()),
    }),
  ),
  rememberedDevices: z.array(
    z.object({ createdAt: instant, lastUsedAt: instant, expiresAt: instant, userAgent: optional(z.string()) }),
  ),
  emailChanges: z.array(
    z.object({
      oldEmail: z.string(),
      newEmail: z.string(),
      requestedAt: instant,
      confirmedAt: optional(instant),
      undoneAt: optional(instant),
    }),
  ),
  phoneChanges: z.array(
    z.object({
      oldPhone: optional(z.string()),
      phone: z.string(),
      requestedAt: instant,
      confirmedAt: optional(instant),
    }),
  ),
  securityEvents: z.array(
    z.object({
      happenedAt: instant,
      kind: z.string(),
      proof: optional(z.string()),
      network: optional(z.string()),
      userAgent: optional(z.string()),
    }),
  ),
});

const person = z.object({
  relation: z.enum(["self", "child", "parent", "partner", "other"]),
  representation: optional(z.string()),
  since: instant,
  untilOn: optional(day).describe("the last day one may act for this person"),
  ...traits,
});

const file = z.object({
  establishment: z.string(),
  ...traits,
  email: optional(z.string()),
  address: optional(z.string()),
  number: optional(z.string()).describe("the establishment's own"),
  identityStatus: z.string(),
  createdAt: instant,
});

const appointment = z.object({
  id: z.string(),
  forWhom: z.string(),
  establishment: z.string(),
  practitioner: z.string(),
  reason: z.string(),
  site: z.string(),
  startsAt: instant,
  endsAt: instant,
  zone: z.string().describe("IANA time zone of the site"),
  status: z.string(),
  bookedAt: instant,
  cancelledAt: optional(instant),
  cancelledBy: optional(z.enum(["patient", "practice"])),
  cancelledBecause: optional(z.string()),
  wordsForPractice: optional(z.string()),
  wordsForPatient: optional(z.string()).describe("of the establishment that cancelled"),
});

const notice = z.object({
  kind: z.string(),
  channel: z.enum(["mail", "sms", "push"]),
  recipient: z.string(),
  status: z.string(),
  decidedAt: instant,
  sentAt: optional(instant),
  delivery: optional(z.string()).describe("of a text: what its network said later"),
});

const consent = z.object({
  kind: z.string(),
  purpose: z.string(),
  establishment: optional(z.string()),
  forWhom: optional(z.string()).describe("the first names of whom it was said for, if not for oneself alone"),
  version: z.string(),
  textSha256: z.string(),
  language: z.string(),
  decision: z.string(),
  decidedAt: instant,
  channel: z.string(),
  network: optional(z.string()),
  userAgent: optional(z.string()),
});

const line = z.object({
  happenedAt: instant,
  recordedAt: instant.describe("by the clock of the database"),
  kind: z.string(),
  result: z.enum(["done", "refused"]),
  about: z.string().describe("the first names of whom it is about"),
  establishment: optional(z.string()),
  appointmentId: optional(z.string()),
  by: z
    .enum(["me", "herself", "also", "formerly", "guest", "practitioner", "secretary", "manager", "team", "system"])
    .describe(
      "me; herself: the person it is about; also, formerly: someone else who acts, or acted, for her; guest: whoever had the link of a mail; the staff of the establishment; the program itself",
    ),
  name: optional(z.string()).describe("of a health professional, or of someone who acts for the same person"),
  signedInBy: optional(z.string()).describe("of me: the second factor"),
  network: optional(z.string()).describe("of me: the neighbourhood of the network address"),
  device: optional(z.string()).describe("of me, and of whoever had a link: browser/system"),
});

/** Everything an installation keeps about someone who has an account, and about those she acts for: what she may take along (RGPD,
 * articles 15 and 20). Credentials, and what others wrote for themselves, are no part of it. */
export const MyData = z.object({
  format: z.literal(`amicare-my-data ${formatVersion}`),
  preparedAt: instant,
  account,
  closesAt: optional(instant).describe("when the account is closed, if that was asked"),
  jobs: z
    .array(z.object({ establishment: z.string(), role: z.string(), removedAt: optional(instant) }))
    .describe("where one works, of the establishments of this site"),
  persons: z.array(person).describe("oneself, and those one acts for"),
  invitations: z.array(
    z.object({
      email: z.string(),
      purpose: z.enum(["share", "claim"]),
      invitedAt: instant,
      acceptedAt: optional(instant),
    }),
  ),
  files: z.array(file).describe("what establishments keep; each answers for its own"),
  proposals: z
    .array(
      z.object({
        establishment: z.string(),
        field: z.string(),
        value: z.string(),
        changedAt: instant,
        status: z.string(),
      }),
    )
    .describe("changes proposed to establishments"),
  appointments: z.array(appointment),
  notices: z.array(notice),
  notificationPreferences: z.array(
    z.object({ occasion: z.string(), channel: z.string(), wanted: z.boolean(), changedAt: instant }),
  ),
  consents: z.array(consent),
  journal: z.array(line).describe("who looked at, or did what with, these data"),
});
export type MyData = z.input<typeof MyData>;

/** The form, as JSON Schema (2020-12): it travels beside the data. */
export function schemaOfMyData(): object {
  return { ...z.toJSONSchema(MyData), title: "AmiCare: my data", description: MyData.description };
}
