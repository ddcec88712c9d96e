import sharp from "sharp";
import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { addOpening } from "../availability/add-opening.ts";
import { addToOpenings } from "../availability/add-to-openings.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";

/** A manager of a house in which nothing is set up yet. */
async function emptyHouse(ownerDb: Db, nina: { staffId: string }) {
  const id = newId();
  const named = {
    name: "Maison neuve",
    neutralName: "Maison neuve",
    kind: "health-centre",
    phone: "+33199003000",
  } as const;
  await ownerDb
    .insertInto("establishment")
    .values({ id, ...named })
    .execute();
  await ownerDb.updateTable("staff").set({ establishmentId: id }).where("id", "=", nina.staffId).execute();
  await ownerDb.insertInto("commune").values(vincennes).execute();
  return id;
}

const vincennes = {
  ...{ inseeCode: "94080", name: "Vincennes", postalCodes: ["94300"], department: "94", population: 48_193 },
  ...{ latitude: 48.8478, longitude: 2.4353 },
};
const idIn = (location: string | null) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(location ?? "")?.[0] ?? "";
const keyIn = (body: string) => /name="key" value="([^"]+)"/.exec(body)?.[1] ?? "";

test("a manager sets a practice up by the pages alone, until the public sheet shows free times", async () => {
  const { as, ownerDb, db, cast, clock } = await newWorld();
  const establishmentId = await emptyHouse(ownerDb, cast.nina);
  const nina = as("nina");
  expect((await nina.get(proPaths.settings())).body).toContain("Ajouter un lieu");

  const house = {
    name: "Maison des Tilleuls",
    neutralName: "",
    kind: "health-centre",
    phone: "01 99 00 30 00",
    email: "",
  };
  expect((await nina.post(proPaths.house(), { ...house, version: "1" })).status).toBe(303);

  const key = keyIn((await nina.get(proPaths.newSite())).body);
  const site = { name: "Rez-de-chaussée", street: "3 rue des Tilleuls", postalCode: "", commune: "Vincennes (94300)" };
  const first = await nina.post(proPaths.newSite(), { ...site, key, cancelNotice: "2", cancelNoticeUnit: "D" });
  const again = await nina.post(proPaths.newSite(), { ...site, key, cancelNotice: "2", cancelNoticeUnit: "D" });
  expect([first.status, again.location]).toEqual([303, first.location]);
  const other = await nina.post(proPaths.newSite(), { ...site, key, name: "Premier étage" });
  expect([other.status, other.location === first.location]).toEqual([303, false]);
  const siteId = idIn(first.location);
  expect((await nina.get(proPaths.settings())).body).toContain("Ajouter un praticien");

  const who = { title: "Dre", firstName: "Zoé", lastName: "d’Arlac", job: "10:SM54", secondJob: "", rpps: "" };
  const practitioner = await nina.post(proPaths.newPractitioner(), { ...who, [`site.${siteId}`]: "on", key: newId() });
  const practitionerId = idIn(practitioner.location);
  expect((await nina.get(proPaths.settings())).body).toContain("Choisir des motifs");

  const form = (await nina.get(proPaths.newReason({ modele: "consultation" }))).body;
  expect(form).toContain('value="Consultation"');
  const answers = { ...consultation, [`offer.${practitionerId}`]: "on", key: keyIn(form) };
  const reasonId = idIn((await nina.post(proPaths.newReason(), answers)).location);
  expect((await nina.get(proPaths.settings())).body).toContain("Ouvrir des plages");
  expect((await nina.get(proPaths.reason(reasonId))).body).toContain("aucune plage d’ouverture ne le propose");

  const plan = { practitionerId, siteId, reasonIds: [reasonId], weekdays: ["WE"] as const, from: "09:00", to: "12:00" };
  const by = { ...cast.nina.by, establishmentId };
  expect(await addOpening(db, { plan, key: newId(), by, now: clock.now() })).toMatchObject({ done: true });

  const hub = (await nina.get(proPaths.settings())).body;
  expect(hub).not.toContain("Avant le premier rendez-vous");
  const sheet = (await as("nobody").get(paths.practitioner("zoe-d-arlac"))).body;
  expect(sheet).toContain("3 rue des Tilleuls");
  expect(sheet).toContain("09:30");
  expect(sheet).toMatch(/jusqu’à 2.jours avant/);
  const told = await ownerDb.selectFrom("event").select("detail").where("kind", "=", "settings-changed").execute();
  expect(told.length).toBe(5);
});

test("a reason can be added to the openings that are there; one too long for all of them is warned about", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const { lune } = cast.cerfVolant;
  const answers = {
    ...consultation,
    name: "Bilan",
    durationMin: "15",
    addToOpenings: "on",
    [`offer.${lune.practitionerId}`]: "on",
  };
  const added = await as("nina").post(proPaths.newReason(), { ...answers, key: newId() });
  const reasonId = idIn(added.location);
  expect(
    await ownerDb.selectFrom("openingReason").select("openingId").where("visitReasonId", "=", reasonId).execute(),
  ).toHaveLength(2);
  expect((await as("nina").get(proPaths.reason(reasonId))).body).not.toContain("ne donne pas tous ses horaires");

  const long = await as("nina").post(proPaths.reason(reasonId), { ...answers, durationMin: "300", version: "1" });
  expect(long.status).toBe(303);
  const warned = (await as("nina").get(proPaths.reason(reasonId))).body;
  expect(warned).toMatch(/il dure 300.minutes, sa plus longue plage en fait 240/);
  expect((await as("nina").get(proPaths.reasons())).body).toContain("Aucun horaire possible pour un praticien");
  const today = Temporal.PlainDate.from("2027-03-22");
  const max = { reasonId, practitionerIds: [lune.practitionerId], today };
  expect(await asActor(ownerDb, cast.max.by, (tx) => addToOpenings(tx, max))).toBe(0);
});

test("a photograph becomes a square without its metadata, shown on the sheet and in the search; removed, initials are back", async () => {
  const { as, app, cast, ownerDb } = await newWorld();
  const { practitionerId, slug } = cast.cerfVolant.lune;
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#0b5a5e" } })
    .withExif({ IFD0: { Copyright: "secret de poche" }, IFD3: { GPSLatitude: "48/1 50/1 0/1" } })
    .jpeg()
    .toBuffer();
  const upload = (who: "nina" | "lune" | "sami" | "lou" | "ada", bytes: Uint8Array, name = "vacances.exe") =>
    send(app, as(who), proPaths.photo(practitionerId), bytes, name);
  expect((await upload("sami", photo)).status).toBe(403);
  expect((await upload("lou", photo)).status).toBe(403);
  expect((await upload("ada", photo)).status).toBe(404);
  expect((await upload("lune", photo)).status).toBe(303);

  const { sha256, image } = await ownerDb.selectFrom("practitionerPhoto").selectAll().executeTakeFirstOrThrow();
  expect((await sharp(image).metadata()).exif).toBeUndefined();
  expect(image.includes("secret de poche")).toBe(false);
  const address = proPaths.publicPhoto(slug, sha256);
  for (const page of [paths.practitioner(slug), paths.search({ qui: "Lune" })])
    expect((await as("nobody").get(page)).body).toContain(`src="${address}"`);
  const shown = await as("nobody").get(address);
  expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/webp"]);
  expect(shown.headers.get("cache-control")).toContain("immutable");
  expect((await as("nobody").get(proPaths.publicPhoto("idris-fontanel", sha256))).status).toBe(404);

  expect((await as("nina").post(proPaths.photo(practitionerId), { geste: "retirer" })).status).toBe(303);
  expect((await as("nobody").get(address)).status).toBe(404);
  expect((await as("nobody").get(paths.practitioner(slug))).body).toContain(">CL<");
});

test("what is no photograph is refused by its bytes, whatever it is called", async () => {
  const { as, app, cast, ownerDb } = await newWorld();
  const address = proPaths.photo(cast.cerfVolant.lune.practitionerId);
  const tiny = await sharp({ create: { width: 40, height: 40, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const truncated = (
    await sharp({ create: { width: 400, height: 400, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer()
  ).subarray(0, 300);
  const refused: [Uint8Array, string][] = [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "n’est pas une photo"],
    [Buffer.from("GIF89a-----------------"), "n’est pas une photo"],
    [tiny, "trop petite"],
    [truncated, "ne se lit pas"],
    [Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(5 * 1024 * 1024)]), "dépasse 5\u00a0Mo"],
    [Buffer.alloc(0), "Choisissez d’abord"],
  ];
  for (const [bytes, sentence] of refused) {
    const answer = await send(app, as("nina"), address, bytes, "portrait.jpg");
    expect([answer.status, answer.body.includes(sentence)], sentence).toEqual([422, true]);
  }
  expect((await send(app, as("nina"), address, Buffer.alloc(16 * 1024 * 1024), "a.jpg")).status).toBe(413);
  const elsewhere = await send(app, as("nina"), proPaths.house(), Buffer.alloc(200 * 1024), "a.jpg");
  expect(elsewhere.status).toBe(413);
  expect(await ownerDb.selectFrom("practitionerPhoto").selectAll().execute()).toEqual([]);
});

const consultation = {
  ...{ name: "Consultation", hue: "1", durationMin: "30", newPatientDurationMin: "", stepMin: "", place: "in-person" },
  ...{
    bookingNotice: "",
    bookingNoticeUnit: "H",
    bookingHorizon: "90",
    bookingHorizonUnit: "D",
    bookableBy: "everyone",
  },
  ...{ cancellableOnline: "on", movableOnline: "on", cancelNotice: "", roomId: "" },
};

type World = Awaited<ReturnType<typeof newWorld>>;

/** Posts a file as a form of the page does. */
async function send(
  app: World["app"],
  browser: ReturnType<World["as"]>,
  path: string,
  bytes: Uint8Array,
  name: string,
) {
  const body = new FormData();
  body.set("photo", new File([new Uint8Array(bytes)], name, { type: "application/octet-stream" }));
  const cookie = Array.from(browser.cookies, ([key, value]) => `${key}=${value}`).join("; ");
  const request = new Request(`http://localhost:3000${path}`, {
    method: "POST",
    body,
    headers: { origin: "http://localhost:3000", cookie },
  });
  // a browser says how long it is
  const length = (await request.clone().arrayBuffer()).byteLength;
  request.headers.set("content-length", String(length));
  const answer = await app.fetch(request);
  return { status: answer.status, body: await answer.text() };
}
