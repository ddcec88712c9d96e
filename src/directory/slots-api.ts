import { type Context, Hono } from "hono";
import { freeTimesOf } from "../appointments/free-times.ts";
import { clockOf } from "../availability/zone-clock.ts";
import { offersNamed, practises } from "../establishments/queries.ts";
import { paths } from "../paths.ts";
import { asActor, nobody } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import type { Web } from "../platform/web.ts";

/** The free times of one practitioner for one visit reason, as someone new sees them on the sheet: for a practice's own web site.
 *
 * `practitioner` is a slug or an id, `reason` an id (the sheet's `motif`), `from` and `to` local dates of the site, both included:
 * today and six days more by default, 62 days at most. Answers `[{"start":"2027-01-12T09:00:00+01:00","end":"…","site":"…"}]` in order;
 * errors are problem details (RFC 9457). */
export const slotsApi = new Hono<Web>().get(paths.slotsApi(), async (c) => {
  c.header("Access-Control-Allow-Origin", "*");
  const question = readQuestion(c.req.query());
  if ("refused" in question) return problem(c, 400, question.refused);
  const answer = await asActor(c.var.db, nobody, (tx) => answerTo(tx, question, c.var.now()));
  if ("refused" in answer) return problem(c, answer.status, answer.refused);
  c.header("Cache-Control", "public, max-age=15");
  return c.json(answer.slots);
});

interface Question {
  practitioner: string;
  reason: string;
  from: Temporal.PlainDate | null;
  to: Temporal.PlainDate | null;
}
interface Refusal {
  status: 400 | 404;
  /** A sentence that names the parameter. */
  refused: string;
}

const mostDays = 62;

function readQuestion(query: Record<string, string>): Question | { refused: string } {
  for (const name of ["practitioner", "reason"]) if (!query[name]) return { refused: `"${name}" is missing.` };
  for (const name of ["from", "to"]) {
    if (query[name] !== undefined && !dateIn(query[name]))
      return { refused: `"${name}" is not a date such as 2027-01-12.` };
  }
  return { practitioner: query.practitioner!, reason: query.reason!, from: dateIn(query.from), to: dateIn(query.to) };
}

async function answerTo(tx: Tx, question: Question, now: Temporal.Instant): Promise<Refusal | { slots: object[] }> {
  const offers = await offersNamed(tx, question);
  const [first] = offers;
  if (!first) return { status: 404, refused: await whatIsUnknown(tx, question) };

  const from = question.from ?? now.toZonedDateTimeISO(first.zone).toPlainDate();
  const to = question.to ?? from.add({ days: 6 });
  const days = from.until(to).days + 1;
  if (days < 1) return { status: 400, refused: `"to" is before "from".` };
  if (days > mostDays) return { status: 400, refused: `"to" is more than ${mostDays} days after "from".` };

  const found = await freeTimesOf(tx, offers, { from, to, now, as: "new-patient" });
  const times = found.get(first.practitionerId) ?? [];
  return {
    slots: times.map(({ startMs, endMs, siteId, zone }) => {
      const clock = clockOf(zone);
      return { start: clock.iso(startMs), end: clock.iso(endMs), site: siteId };
    }),
  };
}

async function whatIsUnknown(tx: Tx, { practitioner }: Question): Promise<string> {
  return (await practises(tx, practitioner))
    ? `"reason" is none of this practitioner's.`
    : `"practitioner" names nobody here.`;
}

function dateIn(text: string | undefined): Temporal.PlainDate | null {
  if (!text || !/^[12]\d{3}-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}

/** Answers whoever asks too fast. */
export function tooManyQuestions(c: Context) {
  return problem(c, 429, "Wait as long as Retry-After says.");
}

/** RFC 9457. */
function problem(c: Context, status: 400 | 404 | 429, detail: string) {
  const title = { 400: "The question is not well formed.", 404: "Not found.", 429: "Too many questions." }[status];
  return c.body(JSON.stringify({ type: "about:blank", title, status, detail }), status, {
    "Content-Type": "application/problem+json",
  });
}
