import { expect, test } from "vitest";
import { eventsOf, fileOf } from "../../test/patient-invitations.ts";
import { plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** The file of Ada's own bookings. */
async function fileOfAda({ ownerDb, cast }: World): Promise<string> {
  const file = await ownerDb
    .selectFrom("patient")
    .select("id")
    .where("personId", "=", cast.ada.personId)
    .executeTakeFirstOrThrow();
  return file.id;
}

test("what a patient proposes is taken into the file, or left; twice is calm, and what she changed meanwhile is not taken unread", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  const patientId = await fileOfAda(world);
  const { establishmentId } = cast.cerfVolant;
  const propose = async (field: "phone" | "email" | "birth_name", value: string) => {
    const id = newId();
    await asActor(ownerDb, { kind: "system", job: "test" }, (tx) =>
      tx
        .insertInto("profileChange")
        .values({ id, establishmentId, patientId, field, value, changedAt: world.clock.now() })
        .execute(),
    );
    return id;
  };
  const file = () => ownerDb.selectFrom("patient").selectAll().where("id", "=", patientId).executeTakeFirstOrThrow();

  const phone = await propose("phone", "+33639984170");
  expect(plain((await as("sami").get(proPaths.patient(patientId))).body)).toMatch(
    /La patiente propose un nouveau numéro : 06 39 98 41 70.*Accepter.*Ignorer/,
  );
  const yes = { reponse: "accepter", valeur: "+33639984170" };
  const stale = await as("sami").post(proPaths.patientProposal(patientId, phone), { ...yes, valeur: "+33639980000" });
  expect([stale.status, plain(stale.body)]).toEqual([409, expect.stringContaining("a changé sa proposition")]);
  expect((await file()).phone).toBe("+33639980001");
  const both = await Promise.all([1, 2].map(() => as("sami").post(proPaths.patientProposal(patientId, phone), yes)));
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  expect((await file()).phone).toBe("+33639984170");
  const no = await as("lune").post(proPaths.patientProposal(patientId, phone), { ...yes, reponse: "ignorer" });
  expect(no.status).toBe(409);

  const mail = await propose("email", "ada@ailleurs.exemple");
  await as("sami").post(proPaths.patientProposal(patientId, mail), {
    reponse: "ignorer",
    valeur: "ada@ailleurs.exemple",
  });
  expect((await file()).email).toBeNull();
  expect((await as("sami").post(proPaths.patientProposal(patientId, mail), { reponse: "peut-être" })).status).toBe(422);
  expect((await as("sami").post(proPaths.patientProposal(patientId, "rien"), yes)).status).toBe(404);

  const name = await propose("birth_name", "Autre");
  await ownerDb.updateTable("patient").set({ identityStatus: "qualified" }).where("id", "=", patientId).execute();
  const checked = await as("sami").post(proPaths.patientProposal(patientId, name), {
    reponse: "accepter",
    valeur: "Autre",
  });
  expect([checked.status, (await file()).birthName]).toEqual([409, "Adaberg"]);
  expect((await eventsOf(world, patientId)).filter(([kind]) => kind === "patient-proposal-answered")).toHaveLength(2);
});

test("known, and by telephone only: with a reason, for the house alone; the patient reads neither, and the second of two is shown the first", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const id = await fileOfAda(world);
  const address = proPaths.patientStanding(id);
  const was = { connuAvant: "non", motifAvant: "" };
  const noReason = await as("sami").post(address, { ...was, enLigne: "non", motif: "  " });
  expect([noReason.status, plain(noReason.body)]).toEqual([422, expect.stringContaining("Dites pourquoi")]);
  expect((await as("sami").post(address, { ...was, enLigne: "non", motif: "x".repeat(501) })).status).toBe(422);
  expect((await as("sami").post(address, was)).status).toBe(422);

  const blocked = { ...was, enLigne: "non", motif: "Trois absences <b>", connu: "oui" };
  expect((await as("sami").post(address, blocked)).location).toBe(proPaths.patient(id, { fait: "reservation" }));
  expect((await as("sami").post(address, blocked)).status).toBe(303);
  const page = (await as("lou").get(proPaths.patient(id))).body;
  expect(page).toContain("Trois absences &lt;b>");
  expect(plain(page)).toContain("Bloquée en ligne");
  const late = await as("lou").post(address, { ...was, enLigne: "oui", motif: "" });
  expect([late.status, plain(late.body)]).toEqual([
    409,
    expect.stringMatching(/Un collègue vient de changer.*Trois absences/),
  ]);
  const then = { connuAvant: "oui", motifAvant: "Trois absences <b>", enLigne: "oui", motif: "" };
  expect((await as("lou").post(address, then)).status).toBe(303);
  const file = await ownerDb.selectFrom("patient").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect([file.blockedOnlineBecause, file.isKnown]).toEqual([null, false]);
  const told = await ownerDb
    .selectFrom("event")
    .select("detail")
    .where("kind", "=", "patient-standing-changed")
    .execute();
  expect(told).toHaveLength(2);
  expect(JSON.stringify(told)).not.toContain("absences");
  expect((await as("ada").get(paths.journal())).body).not.toContain("absences");
});

test("an invitation is sent, shown with its receipt, taken back; without an address the page says what to do", async () => {
  const world = await newWorld();
  const { as, drainJobs, mails } = world;
  const id = await fileOf(world);
  const address = proPaths.patientInvitation(id);
  expect(plain((await as("sami").get(address)).body)).toContain("odette.perrin@exemple.fr");
  expect((await as("sami").post(address, { faire: "inviter", langue: "fr" })).location).toBe(
    proPaths.patient(id, { fait: "invite" }),
  );
  await drainJobs();
  expect(mails.at(-1)?.to).toBe("odette.perrin@exemple.fr");
  expect(plain((await as("sami").get(address)).body)).toMatch(
    /En attente de réponse.*Envoyé.*Envoyer de nouveau.*Retirer/,
  );
  expect(plain((await as("lou").get(proPaths.patientNotices(id))).body)).toMatch(/Invitation à ouvrir un compte/);
  expect((await as("sami").post(address, { faire: "retirer" })).status).toBe(303);
  expect(plain((await as("sami").get(address)).body)).toContain("Retirée");
  expect((await eventsOf(world, id)).map(([kind]) => kind)).toEqual([
    "patient-invited",
    "patient-invitation-withdrawn",
  ]);

  const bare = await fileOf(world, { email: null });
  expect(plain((await as("sami").get(proPaths.patientInvitation(bare))).body)).toContain("pas d'adresse mail");
  expect((await as("sami").post(proPaths.patientInvitation(bare), {})).status).toBe(409);
  const linked = await fileOfAda(world);
  expect((await as("sami").post(proPaths.patientInvitation(linked), {})).status).toBe(409);
});

test("a file is detached after a page that says what follows; the patient sees it no more", async () => {
  const world = await newWorld();
  const { as } = world;
  const id = await fileOfAda(world);
  expect(plain((await as("sami").get(proPaths.unlinkPatient(id))).body)).toContain("sera prévenue par mail");
  for (const _ of [1, 2])
    expect((await as("sami").post(proPaths.unlinkPatient(id))).location).toBe(
      proPaths.patient(id, { fait: "detache" }),
    );
  expect(plain((await as("sami").get(proPaths.patient(id))).body)).toContain("Aucun compte relié");
  expect(plain((await as("ada").get(paths.myAppointments())).body)).not.toContain("30 mars");
});
