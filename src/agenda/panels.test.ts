import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { proPaths } from "../pro-paths.ts";

/** What slips, robots and broken programs put where something else is expected. */
const oddities = [
  "",
  " ",
  "\0",
  "%",
  "' or 1=1 --",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "-1",
  "1e308",
  "2027-02-30",
  "9999-99-99",
  "25:61",
  "+275760-09-13T00:00Z",
  "２０２７",
  "a|b|c",
  "\ud83d\ude00".repeat(300),
  "a".repeat(5000),
];
const fields = [
  ...["praticien", "lieu", "motif", "jour", "heure", "minutes", "patient", "q", "note", "vu", "malgre", "cle"],
  ...["cleDossier", "version", "geste", "choisi", "horaire", "nouveau", "surnombre", "prevenir", "pose", "retour"],
  ...["vers", "reponse", "message", "nameUsed", "birthName", "firstNames", "birthDate", "sex", "phone", "email"],
];

test("whatever a tired hand types into the panels, the answer is a page with a sentence and never our fault", async () => {
  const { as, appointment, ownerDb } = await newWorld();
  const { id } = appointment;
  const before = await ownerDb.selectFrom("appointment").selectAll().where("id", "=", id).execute();
  const pages = [
    proPaths.newAppointment(),
    proPaths.appointment(id),
    proPaths.moveAppointment(id),
    proPaths.editAppointment(id),
    proPaths.cancelAppointment(id),
    proPaths.answerRequest(id),
    proPaths.waitingRoom(),
  ];
  const doors = [
    proPaths.newAppointment(),
    proPaths.moveAppointment(id),
    proPaths.editAppointment(id),
    proPaths.attend(id),
    proPaths.answerRequest(id),
    proPaths.undo(id),
  ];
  for (const odd of oddities) {
    const typed = Object.fromEntries(fields.map((name) => [name, odd]));
    for (const path of pages) {
      const answer = await as("sami").get(`${path}?${new URLSearchParams(typed)}`);
      expect(answer.status, `${path} with ${JSON.stringify(odd.slice(0, 30))}`).toBeLessThan(500);
    }
    for (const path of doors) {
      for (const geste of [odd, "quand-meme"]) {
        const answer = await as("sami").post(path, {
          ...typed,
          praticien: "",
          lieu: "",
          choisi: "",
          horaire: "",
          geste,
        });
        expect(answer.status, `${path} with ${JSON.stringify(odd.slice(0, 30))}, ${geste}`).toBeLessThan(500);
      }
    }
  }
  expect(await ownerDb.selectFrom("appointment").selectAll().where("id", "=", id).execute()).toEqual(before);
}, 90_000);

test("a way back leads nowhere but into the professional space", async () => {
  const { as, book } = await newWorld();
  const { id } = await book({ at: "2027-03-22T10:00" });
  let version = 1;
  for (const [retour, leads] of [
    ["https://exemple.fr/", proPaths.appointment(id)],
    ["//exemple.fr/pro/agenda", proPaths.appointment(id)],
    ["/rendez-vous/annuler", proPaths.appointment(id)],
    [proPaths.waitingRoom(), proPaths.waitingRoom()],
  ] as const) {
    const vers = version % 2 ? "arrived" : "back";
    const { location } = await as("sami").post(proPaths.attend(id), { version: String(version), vers, retour });
    expect(location?.split("?")[0]).toBe(leads);
    version += 1;
  }
});
