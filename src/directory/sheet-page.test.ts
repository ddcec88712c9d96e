import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openPages } from "../../test/pages.ts";
import { addPractice } from "../../test/practice.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { visitSheet } from "./sheet-visit.ts";

const { db, ownerDb, time, visit } = await openPages();
beforeEach(() => {
  time.now = Temporal.Instant.from("2026-11-23T09:00:00Z");
});

const lune = await addPractice(ownerDb, {
  establishment: { name: "Maison de santé", kind: "shared-practice" },
  sites: {
    main: {
      access: "RER A Vincennes, à 6 minutes à pied.",
      secretariatHours: "Du lundi au vendredi",
      phone: "+33199001299",
      wheelchair: true,
    },
  },
  ...{
    feeSector: "1",
    paymentMeans: ["card", "cheque"],
    languages: ["fr", "it", "fsl"],
    presentation: "Suit adultes et enfants.",
  },
  cancelNotice: "PT48H",
  reasons: {
    followUp: { name: "Suivi", durationMin: 20, newPatientDurationMin: 40 },
    child: {
      name: "Vaccination",
      durationMin: 10,
      minAgeYears: 3,
      maxAgeYears: 15,
      cancelNotice: "P2D",
      toBring: "Carnet de santé",
    },
    known: { name: "Visio", bookableBy: "known", place: "video", movableOnline: false },
    implant: { name: "Pose d'implant", bookableBy: "staff" },
  },
});
const sheet = (choice = {}, language: "fr" | "en" = "fr") => visit(paths.practitioner(lune.slug, choice), language);

test("the sheet tells all a patient needs to know", async () => {
  const { html, text, headers } = await sheet();
  expect(html).toMatch(/<title>Dre.Camille Lune, médecin généraliste à Vincennes – AmiCare<\/title>/);
  expect(html).toContain('<meta name="description"');
  expect(headers.get("link")).toBe(`<http://localhost/soignants/${lune.slug}>; rel="canonical"`);
  for (const said of [
    "Accepte de nouveaux patients",
    "Secteur 1, carte Vitale",
    "Accès en fauteuil roulant",
    "8 allée du Cerf-Volant 94300 Vincennes",
    "RER A Vincennes, à 6 minutes à pied.",
    "01 99 00 12 99",
    "Du lundi au vendredi",
    "Secteur 1, sans dépassement Carte Vitale acceptée Carte bancaire, chèque",
    "Français, italien, langue des signes française",
    "Suit adultes et enfants.",
    "jusqu’à 48 heures avant",
  ])
    expect(text).toContain(said);
});

test("someone new is told how long a first visit takes, and who each reason is for", async () => {
  const { text } = await sheet();
  expect(text).toContain("Suivi 40 min, au cabinet");
  expect(text).toContain("Vaccination 10 min, au cabinet, de 3 à 15 ans");
  expect(text).toContain("Visio 30 min, en visio, patients déjà suivis");
  expect(text).toContain("Ces motifs se prennent par téléphone, au 01 99 00 12 99 : Pose d'implant");
});

test("the week is a page: five days, hours still to come, a link to the next week", async () => {
  const { html, text } = await sheet();
  expect(text).toContain("Lundi 23 novembre 10:00 10:20 10:40 11:00 11:20 Mardi 24 novembre 09:00 09:20");
  expect(text).not.toContain("Samedi");
  expect(html).toMatch(/aria-label="Mardi 24.novembre, 09:40"/);
  expect(html).toContain(
    `href="${paths.practitioner(lune.slug, { motif: lune.reason.followUp!, lieu: lune.site.main!, semaine: "2026-11-30" }).replaceAll("&", "&amp;")}"`,
  );
  expect(html).not.toContain('rel="prev"');
  expect((await sheet({ semaine: "2026-12-02" })).text).toContain("30 novembre – 4 décembre");
});

test("the address carries the choice", async () => {
  const { html, text } = await sheet({ motif: lune.reason.child, semaine: "2026-11-30" });
  expect(text).toContain("Lundi 30 novembre 09:00 09:10 09:20");
  expect(text).toContain("À apporter Carnet de santé");
  expect(text).toContain("jusqu’à 2 jours avant, à la même heure");
  expect(html).toMatch(/aria-current="true"[^>]*>.*?Vaccination/s);
});

test("a long day is folded after ten hours, none of them lost", async () => {
  const { html } = await sheet({ motif: lune.reason.child, semaine: "2026-11-30" });
  expect(html).toContain("<details");
  expect(html.match(/datetime="2026-12-01T/g)).toHaveLength(18);
});

test("a reason that is no longer offered leads to those that are, with a word", async () => {
  for (const motif of [newId(), "vaccin", lune.reason.implant]) {
    const { status, text } = await sheet({ motif });
    expect(status).toBe(200);
    expect(text).toContain("Ce motif n’est plus proposé.");
    expect(text).toContain("Suivi 40 min");
  }
});

test("nobody by that name: the page says so", async () => {
  expect((await visit(paths.practitioner("personne"))).status).toBe(404);
  expect((await visit("/soignants/%00")).status).toBe(404);
});

test.each(["2026-02-31", "hier", "9999-99-99", "9999-12-31", "1999-01-04", "999999-01-01", "'"])(
  "week « %s » is the current one",
  async (semaine) => {
    expect((await sheet({ semaine })).text).toContain("23 – 27 novembre");
  },
);

test("what is only for patients already followed asks someone new to sign in", async () => {
  const { text, html } = await sheet({ motif: lune.reason.known });
  expect(text).toContain("Ce motif est réservé aux patients déjà suivis ici.");
  expect(html).toContain(`/connexion?vers=${encodeURIComponent(`/soignants/${lune.slug}?motif=${lune.reason.known}`)}`);
});

test("someone the practice knows sees those times, and how long it takes for her", async () => {
  const [userId, personId] = [newId(), newId()];
  const ada = {
    birthName: "Valcourt",
    nameUsed: "Valcourt",
    firstNames: "Ada",
    birthDate: Temporal.PlainDate.from("1988-03-14"),
    sex: "F" as const,
  };
  const { establishmentId } = await ownerDb
    .selectFrom("practitioner")
    .select("establishmentId")
    .where("slug", "=", lune.slug)
    .executeTakeFirstOrThrow();
  await ownerDb
    .insertInto("person")
    .values({ id: personId, ...ada })
    .execute();
  await sql`insert into auth."user" (id, name, email) values (${userId}, 'Ada', 'ada@example.org')`.execute(ownerDb);
  await ownerDb.insertInto("actsFor").values({ userId, personId, relation: "self" }).execute();
  await ownerDb
    .insertInto("patient")
    .values({ id: newId(), establishmentId, personId, ...ada, isKnown: true, createdBy: "staff" })
    .execute();

  const by = { kind: "user" as const, userId, visitor: null };
  const seen = await asActor(db, by, (tx) =>
    visitSheet(tx, { slug: lune.slug, choice: { motif: lune.reason.known! }, by, now: time.now }),
  );
  expect(seen!.seeker).toBe("known-patient");
  expect(seen!.week).toMatchObject({
    times: expect.arrayContaining([expect.objectContaining({ siteId: lune.site.main })]),
  });
});

test("when the week is empty one is led to the first that is not; asked for, the empty week points to it", async () => {
  const later = await addPractice(ownerDb, {
    openings: [{ at: "main", on: Temporal.PlainDate.from("2027-01-14"), from: "09:00", to: "10:00" }],
  });
  const first = await visit(paths.practitioner(later.slug));
  expect(first.text).toContain("Premier horaire libre : jeudi 14 janvier 2027.");
  expect(first.text).toContain("Jeudi 14 janvier 2027 09:00 09:30");
  const empty = await visit(paths.practitioner(later.slug, { semaine: "2026-12-07" }));
  expect(empty.text).toContain("Aucun horaire libre cette semaine. Prochain horaire libre : jeudi 14 janvier 2027");
  expect(empty.html).toContain("semaine=2027-01-11");
});

test("beyond the horizon one is told until when appointments are open", async () => {
  const { text } = await sheet({ semaine: "2027-06-07" });
  expect(text).toContain("Ils le sont jusqu’au dimanche 21 février 2027.");
});

test("with nothing free at all, the telephone is there", async () => {
  const never = await addPractice(ownerDb, {
    openings: [{ at: "main", on: Temporal.PlainDate.from("2026-01-05"), from: "09:00", to: "10:00" }],
  });
  const { text } = await visit(paths.practitioner(never.slug));
  expect(text).toContain("Aucun horaire libre en ligne d’ici au dimanche 21 février 2027. Appelez le cabinet");
});

test("two sites: the one that is free first, and a choice", async () => {
  const both = await addPractice(ownerDb, {
    sites: { a: { name: "À l'Horloge" }, b: { name: "Aux Lavandières", street: "4 rue des Lavandières" } },
    openings: [
      { at: "a", weekdays: ["TH"], from: "09:00", to: "10:00" },
      { at: "b", weekdays: ["TU", "SA"], from: "14:00", to: "15:00" },
    ],
  });
  const { html, text } = await visit(paths.practitioner(both.slug));
  expect(html).toMatch(/aria-current="true"[^>]*>(?:(?!<\/a>).)*Aux Lavandières/s);
  expect(text).toContain("Samedi 28 novembre 14:00 14:30");
  expect(text).not.toContain("09:00");
  expect((await visit(paths.practitioner(both.slug, { lieu: both.site.a! }))).text).toContain(
    "Jeudi 26 novembre 09:00 09:30",
  );
  expect((await visit(paths.practitioner(both.slug, { lieu: newId() }))).text).toContain("Ce lieu n’est plus proposé.");
});

test("who takes appointments by telephone only, or no new patients, says so", async () => {
  const byPhone = await addPractice(ownerDb, { booksOnline: false });
  expect((await visit(paths.practitioner(byPhone.slug))).text).toContain("Les rendez-vous se prennent par téléphone.");
  const full = await addPractice(ownerDb, { acceptsNewPatients: false });
  const { text } = await visit(paths.practitioner(full.slug));
  expect(text).toContain("Ne prend pas de nouveaux patients");
  expect(text).toContain("Vous êtes déjà suivi ici ? Connectez-vous pour voir les horaires.");
});

test("overseas, hours are those of the place and the page says so", async () => {
  const reunion = await addPractice(ownerDb, {
    sites: { main: { commune: "Saint-Denis", inseeCode: "97411", postalCode: "97400" } },
  });
  time.now = Temporal.Instant.from("2026-11-23T21:00:00Z"); // Tuesday there
  const { text } = await visit(paths.practitioner(reunion.slug));
  expect(text).toContain("Heures locales du cabinet (heure de La Réunion).");
  expect(text).toContain("Lundi 23 novembre Passé Mardi 24 novembre 09:00");
});

test("the hour that clocks show twice can be told apart", async () => {
  time.now = Temporal.Instant.from("2027-10-25T09:00:00Z");
  const night = await addPractice(ownerDb, {
    openings: [{ at: "main", on: Temporal.PlainDate.from("2027-10-31"), from: "01:00", to: "04:00" }],
  });
  const { html } = await visit(paths.practitioner(night.slug));
  expect(html).toMatch(/02:00 \(heure d’été\)/);
  expect(html).toMatch(/02:00 \(heure d’hiver\)/);
});

test("the sheet is complete in English", async () => {
  const { text, html } = await sheet({}, "en");
  expect(html).toContain('<html lang="en"');
  for (const said of [
    "What are you coming for?",
    "Which day suits you?",
    "Monday 23 November",
    "up to 48 hours before",
    "Sector 1, no extra charge",
    "French, Italian, French Sign Language",
  ])
    expect(text).toContain(said);
});
