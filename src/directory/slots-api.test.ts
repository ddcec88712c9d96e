import { expect, test } from "vitest";
import { openPages } from "../../test/pages.ts";
import { addPractice } from "../../test/practice.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";

const { ownerDb, visit } = await openPages();
const lune = await addPractice(ownerDb, {
  reasons: { visit: {}, staff: { name: "Pose d'implant", bookableBy: "staff" } },
});
const reason = lune.reason.visit!;

interface Slot {
  start: string;
  end: string;
  site: string;
}

async function ask(query: Record<string, string>) {
  const { status, headers, html } = await visit(`${paths.slotsApi()}?${new URLSearchParams(query)}`);
  return { status, headers, body: JSON.parse(html) };
}

test("a practice's own web site lists the same times as the sheet", async () => {
  const { status, headers, body } = await ask({
    practitioner: lune.slug,
    reason,
    from: "2026-11-24",
    to: "2026-11-25",
  });
  expect(status).toBe(200);
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("cache-control")).toBe("public, max-age=15");
  expect(body[0]).toEqual({
    start: "2026-11-24T09:00:00+01:00",
    end: "2026-11-24T09:30:00+01:00",
    site: lune.site.main,
  });
  expect(body).toHaveLength(12);

  const { html } = await visit(paths.practitioner(lune.slug));
  const onSheet = [...html.matchAll(/datetime="(2026-11-2[45]T\d\d:\d\d)/g)].map(([, start]) => start);
  expect((body as Slot[]).map(({ start }) => start.slice(0, 16))).toEqual(onSheet);
});

test("without dates, today and six days more; the practitioner's id does as well", async () => {
  const { body } = await ask({ practitioner: lune.practitionerId, reason });
  expect(body[0].start).toBe("2026-11-23T10:00:00+01:00");
  expect(body.at(-1).start).toBe("2026-11-27T11:30:00+01:00");
});

test("dates are those of the site", async () => {
  const nouméa = { commune: "Nouméa", inseeCode: "98818", postalCode: "98800" };
  const far = await addPractice(ownerDb, { sites: { main: nouméa } });
  const { body } = await ask({
    practitioner: far.slug,
    reason: far.reason.visit!,
    from: "2026-11-24",
    to: "2026-11-24",
  });
  expect(body[0].start).toBe("2026-11-24T09:00:00+11:00");
});

test("what only staff may book has no times here", async () => {
  const { status, body } = await ask({ practitioner: lune.slug, reason: lune.reason.staff! });
  expect([status, body]).toEqual([200, []]);
});

test.each<[string, Record<string, string>, number, string]>([
  ["no practitioner", { reason }, 400, "practitioner"],
  ["no reason", { practitioner: lune.slug }, 400, "reason"],
  ["a date that is none", { practitioner: lune.slug, reason, from: "2027-02-30" }, 400, "from"],
  ["a date out of all calendars", { practitioner: lune.slug, reason, from: "9999-12-31" }, 400, "from"],
  ["a date in another form", { practitioner: lune.slug, reason, from: "2027-01-01", to: "12/01/2027" }, 400, "to"],
  ["an end before the beginning", { practitioner: lune.slug, reason, from: "2027-01-12", to: "2027-01-11" }, 400, "to"],
  ["63 days", { practitioner: lune.slug, reason, from: "2026-12-01", to: "2027-02-01" }, 400, "to"],
  ["somebody unknown", { practitioner: "personne", reason }, 404, "practitioner"],
  ["a name that cannot be", { practitioner: "\0'", reason }, 404, "practitioner"],
  ["an id that is nobody's", { practitioner: newId(), reason }, 404, "practitioner"],
  ["another's reason", { practitioner: lune.slug, reason: newId() }, 404, "reason"],
  ["a reason that is no id", { practitioner: lune.slug, reason: "vaccin" }, 404, "reason"],
])("asked with %s, it names what is wrong", async (_, query, status, parameter) => {
  const answer = await ask(query);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.body).toMatchObject({ status, detail: expect.stringContaining(`"${parameter}"`) });
});

test("62 days are not too many", async () => {
  expect((await ask({ practitioner: lune.slug, reason, from: "2026-12-01", to: "2027-01-31" })).status).toBe(200);
});
