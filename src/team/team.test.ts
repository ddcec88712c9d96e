import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { proPaths } from "../pro-paths.ts";

const ines = { name: "Inès Vidal", email: "ines.vidal@exemple.fr", role: "secretary", own: "", agendas: "all" };

test("a manager invites, a mail with a link leaves; whoever follows it chooses a password and works there, with those rights", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const { practitionerId } = cast.cerfVolant.fontanel;
  const answer = await as("nina").post(proPaths.inviteColleague(), {
    ...ines,
    agendas: "some",
    agenda: practitionerId,
  });
  expect(answer.location).toBe(proPaths.team({ fait: "invite" }));
  expect((await as("nina").get(proPaths.team())).body).toContain("ines.vidal@exemple.fr");

  const link = await linkIn(world);
  const newcomer = world.newBrowser();
  const page = await newcomer.get(link);
  expect(page.body).toContain("Cabinet du Cerf-Volant");
  expect((await newcomer.post(link, { name: "Inès Vidal", password: "Porte-Bleue-91-citron" })).status).toBe(303);
  const staff = await world.ownerDb
    .selectFrom("staff")
    .selectAll()
    .where("establishmentId", "=", cast.cerfVolant.establishmentId)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  expect(staff).toMatchObject({ role: "secretary", allAgendas: false, removedAt: null });
  const agendas = await world.ownerDb
    .selectFrom("staffAgenda")
    .select("practitionerId")
    .where("staffId", "=", staff.id)
    .execute();
  expect(agendas).toEqual([{ practitionerId }]);
  expect((await world.newBrowser().get(link)).status).toBe(410);
});

test("whoever has an account signs in first, with that very address; then one press is enough, once", async () => {
  const world = await newWorld();
  const { as } = world;
  await as("nina").post(proPaths.inviteColleague(), { ...ines, email: "ada@exemple.fr" });
  const link = await linkIn(world);
  const stranger = await world.newBrowser().get(link);
  expect(stranger.body).toContain(paths.signIn({ vers: link }).replaceAll("&", "&amp;"));
  expect((await world.newBrowser().post(link, { name: "Eve", password: "Porte-Bleue-91-citron" })).body).toContain(
    "ada@exemple.fr",
  );
  expect((await as("eve").get(link)).body).toContain("une autre adresse");
  expect((await as("eve").post(link)).status).toBe(200);
  expect((await as("eve").get(proPaths.desk())).status).toBe(404);
  expect((await as("ada").post(link)).location).toBe(proPaths.space());
  expect((await as("ada").get(proPaths.desk())).body).toContain("Cabinet du Cerf-Volant");
  expect((await as("ada").post(link)).status).toBe(410);
});

test("only the newest link opens; one that was taken back, or is a week old, does not", async () => {
  const world = await newWorld();
  const { as, clock, ownerDb, verifyNow } = world;
  await as("nina").post(proPaths.inviteColleague(), ines);
  const first = await linkIn(world);
  await as("nina").post(proPaths.inviteColleague(), ines);
  const second = await linkIn(world);
  expect((await world.newBrowser().get(first)).body).toContain("plus récente");
  const { id } = await ownerDb
    .selectFrom("staffInvitation")
    .select("id")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  for (const other of ["max", "sami", "ada"] as const) await as(other).post(proPaths.colleagueInvitation(id));
  expect((await world.newBrowser().get(second)).status).toBe(200);
  clock.advance({ hours: 169 });
  expect((await world.newBrowser().get(second)).body).toContain("expiré");
  await verifyNow("nina");
  await as("nina").post(proPaths.inviteColleague(), ines);
  const third = await linkIn(world);
  const last = await ownerDb.selectFrom("staffInvitation").select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
  await as("nina").post(proPaths.colleagueInvitation(last.id));
  expect((await world.newBrowser().post(third, { name: "I", password: "Porte-Bleue-91-citron" })).status).toBe(410);
});

test("two who follow one link at the same moment make one colleague", async () => {
  const world = await newWorld();
  await world.as("nina").post(proPaths.inviteColleague(), ines);
  const link = await linkIn(world);
  const answers = await Promise.all(
    [world.newBrowser(), world.newBrowser()].map((browser) =>
      browser.post(link, { name: "Inès", password: "Porte-Bleue-91-citron" }),
    ),
  );
  expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1);
  const users = await world.ownerDb.selectFrom("staff").select("id").where("removedAt", "is", null).execute();
  expect(users).toHaveLength(6);
});

test("the team is the manager's: colleagues are refused, others find nothing", async () => {
  const { as, cast } = await newWorld();
  const { staffId } = cast.sami;
  const addresses = [
    proPaths.team(),
    proPaths.inviteColleague(),
    proPaths.colleague(staffId),
    proPaths.removeColleague(staffId),
  ];
  for (const address of addresses) {
    for (const who of ["sami", "lune", "max"] as const) {
      expect((await as(who).get(address)).status).toBe(403);
    }
    expect((await as("ada").get(address)).status).toBe(404);
  }
  expect((await as("nina").get(proPaths.colleague(cast.max.staffId))).status).toBe(404);
  expect((await as("nina").post(proPaths.removeColleague(cast.max.staffId))).status).toBe(404);
  expect((await as("nina").get(proPaths.colleague("n’importe quoi"))).status).toBe(404);
});

test("rights that are changed hold from the next request; what makes no sense is refused beside its field", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const { staffId } = cast.sami;
  const change = (form: Record<string, string>) => as("nina").post(proPaths.colleague(staffId), form);
  expect((await change({ role: "practitioner", own: "", agendas: "all" })).status).toBe(422);
  expect((await change({ role: "secretary", own: "", agendas: "some" })).body).toContain(
    "Choisissez au moins un agenda",
  );
  expect((await change({ role: "roi", own: "", agendas: "all" })).status).toBe(422);
  const elsewhere = cast.tilleuls.ott.practitionerId;
  expect((await change({ role: "secretary", own: elsewhere, agendas: "all" })).status).toBe(409);
  const { practitionerId } = cast.cerfVolant.fontanel;
  expect((await change({ role: "secretary", own: "", agendas: "some", agenda: practitionerId })).status).toBe(303);
  const seen = await ownerDb
    .selectFrom("staffAgenda")
    .select("practitionerId")
    .where("staffId", "=", staffId)
    .execute();
  expect(seen).toEqual([{ practitionerId }]);
});

test("the last manager stays: neither removed nor made something else, not even by two at once", async () => {
  const { as, cast } = await newWorld();
  const { staffId } = cast.nina;
  expect((await as("nina").post(proPaths.removeColleague(staffId))).status).toBe(409);
  expect(
    (await as("nina").post(proPaths.colleague(staffId), { role: "secretary", own: "", agendas: "all" })).body,
  ).toContain("dernier responsable");
  await as("nina").post(proPaths.colleague(cast.sami.staffId), { role: "manager", own: "", agendas: "all" });
  const answers = await Promise.all([
    as("nina").post(proPaths.removeColleague(cast.sami.staffId)),
    as("sami").post(proPaths.removeColleague(staffId)),
  ]);
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
});

test("whoever is removed is out at once, and her name stays under what she did", async () => {
  const { as, cast, ownerDb } = await newWorld();
  await as("sami").get(proPaths.desk());
  expect((await as("nina").post(proPaths.removeColleague(cast.sami.staffId))).status).toBe(303);
  expect((await as("sami").get(proPaths.desk())).location).toBe(paths.signIn({ vers: proPaths.desk() }));
  const told = await ownerDb
    .selectFrom("event")
    .select(["actorName", "detail"])
    .where("kind", "=", "staff-removed")
    .executeTakeFirstOrThrow();
  expect(told).toMatchObject({ actorName: "Nina Ninaberg", detail: { staffId: cast.sami.staffId } });
});

test("what is typed comes back, and nothing of it is markup", async () => {
  const { as } = await newWorld();
  const answer = await as("nina").post(proPaths.inviteColleague(), {
    ...ines,
    email: "pas une adresse",
    name: "<b>Inès</b>",
  });
  expect(answer.status).toBe(422);
  expect(answer.body).toContain("&lt;b>Inès&lt;/b>");
  expect(answer.body).toContain("pas une adresse");
  const same = await as("nina").post(proPaths.inviteColleague(), { ...ines, email: "sami@exemple.fr" });
  expect(same.status).toBe(409);
});

async function linkIn({ drainJobs, mails }: Awaited<ReturnType<typeof newWorld>>): Promise<string> {
  await drainJobs();
  const texts = mails.map(({ text }) => /\/equipe\/invitation\/[\w-]+/.exec(text)?.[0]);
  return texts.findLast((link) => link !== undefined)!;
}
