import { expect, test } from "vitest";
import { addFile, fileOf } from "../../test/patient-files.ts";
import { newWorld } from "../../test/world.ts";
import { createPatient } from "../patients/create-patient.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";

const jules = { nameUsed: "Sarlande", firstNames: "Jules", birthDate: "030261", sex: "M", phone: "06 39 98 12 34" };

test("a secretary opens a file in one form, once however often it is sent", async () => {
  const { as, ownerDb, cast } = await newWorld();
  const form = { ...jules, key: newId(), email: "Jules@Exemple.fr", number: "000123" };
  const [first, second] = [
    await as("sami").post(proPaths.newPatient(), form),
    await as("sami").post(proPaths.newPatient(), form),
  ];
  expect([first.status, second.status]).toEqual([303, 303]);
  expect(second.location).toBe(first.location);
  const [file] = await ownerDb.selectFrom("patient").selectAll().where("number", "=", "000123").execute();
  expect(file).toMatchObject({
    ...{
      establishmentId: cast.cerfVolant.establishmentId,
      birthName: "Sarlande",
      phone: "+33639981234",
      email: "jules@exemple.fr",
    },
    ...{ createdBy: "staff", identityStatus: "provisional", personId: null, version: 1 },
  });
  expect(file!.birthDate.toString()).toBe("1961-02-03");
});

test("a file that looks like another is opened in a second, deliberate step; two colleagues at once open one", async () => {
  const { as, ownerDb, db, cast, clock, ...rest } = await newWorld();
  const world = { as, ownerDb, db, cast, clock, ...rest };
  const helene = await addFile(world, { phone: "+33639984107", email: "helene@exemple.fr" });
  const alikes = [
    [{ nameUsed: "MARCHANT", firstNames: "helene", birthDate: "14/03/1951" }, "Même date de naissance, nom proche"],
    [{ ...jules, phone: "0639984107" }, "Même téléphone"],
    [{ ...jules, email: "HELENE@exemple.fr" }, "Même mail"],
  ] as const;
  for (const [form, why] of alikes) {
    const answer = await as("sami").post(proPaths.newPatient(), { ...form, key: newId() });
    expect(answer.status).toBe(409);
    expect(answer.body).toContain(why);
    expect(answer.body).toContain(proPaths.patient(helene));
    expect(answer.body).toContain(`value="${form.nameUsed}"`);
  }
  expect((await as("max").post(proPaths.newPatient(), { ...alikes[0][0], key: newId() })).status).toBe(303); // elsewhere she is nobody's
  const onPurpose = { ...alikes[0][0], key: newId(), geste: "autre-personne" };
  expect((await as("sami").post(proPaths.newPatient(), onPurpose)).status).toBe(303);

  const traits = {
    nameUsed: "Perrin",
    birthName: "Perrin",
    firstNames: "Odette",
    birthDate: Temporal.PlainDate.from("1939-04-12"),
    sex: "F",
    birthplaceInsee: null,
    phone: null,
    email: null,
    address: null,
    number: null,
  } as const;
  const wish = { traits, isAnother: false, now: clock.now() };
  const both = await Promise.all(
    [cast.sami, cast.nina].map(({ by }) => createPatient(db, { ...wish, by, key: newId() })),
  );
  expect(both.map(({ done }) => done).toSorted()).toEqual([false, true]);
});

test("what is wrong is said beside its field and kept; nobody is born tomorrow, nor twice the same number", async () => {
  const world = await newWorld();
  await addFile(world, { number: "004127" });
  const wrong: [Record<string, string>, string][] = [
    [{ nameUsed: "" }, "Écrivez le nom utilisé"],
    [{ firstNames: "R2D2" }, "Un nom s’écrit avec des lettres"],
    [{ birthDate: "31/02/1961" }, "Cette date n’existe pas"],
    [{ birthDate: "23/03/2027" }, "Personne ne peut être né ce jour-là"],
    [{ birthDate: "01/01/1800" }, "Personne ne peut être né ce jour-là"],
    [{ phone: "12" }, "Ce numéro est incomplet"],
    [{ email: "a@" }, "Cette adresse est incomplète"],
    [{ sex: "X" }, "Choisissez une réponse pour le sexe"],
    [{ number: "004127" }, "Un autre dossier porte déjà ce numéro"],
    [{ birthplace: "Nulle-Part-sur-Rien" }, "Cette commune n’est pas dans la liste"],
  ];
  for (const [field, sentence] of wrong) {
    const answer = await world
      .as("sami")
      .post(proPaths.newPatient(), { ...jules, address: "2 rue des Iris", ...field });
    expect(answer.status, sentence).toBe(422);
    expect(answer.body).toContain(sentence);
    expect(answer.body).toContain("2 rue des Iris");
  }
});

test("of two who correct a file the second is shown what differs, and nothing is written over", async () => {
  const world = await newWorld();
  const { as } = world;
  const id = await addFile(world, { phone: "+33639984107" });
  const form = {
    nameUsed: "Marchand",
    birthName: "Roche",
    firstNames: "Hélène, Marie",
    birthDate: "14/03/1951",
    sex: "F",
    version: "1",
  };
  expect((await as("sami").post(proPaths.editPatient(id), { ...form, phone: "0639980000" })).status).toBe(303);
  const second = await as("nina").post(proPaths.editPatient(id), { ...form, phone: "0639981111" });
  expect(second.status).toBe(409);
  expect(second.body.replaceAll("\u00a0", " ")).toMatch(/06 39 98 00 00.*0639981111/s);
  expect(await fileOf(world, id)).toMatchObject({ phone: "+33639980000", version: 2 });
  expect((await as("nina").post(proPaths.editPatient(id), { ...form, phone: "0639981111", version: "2" })).status).toBe(
    303,
  );
  expect((await as("max").get(proPaths.editPatient(id))).status).toBe(404);
  expect((await as("max").post(proPaths.editPatient(id), form)).status).toBe(404);
  expect((await as("ada").post(proPaths.editPatient(id), form)).status).toBe(404);
  expect((await as("sami").get(proPaths.editPatient("rien"))).status).toBe(404);
});

test("an identity is checked on a paper one names, and is provisional again when one of its traits changes", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const id = await addFile(world, { birthplaceInsee: "99109" });
  const check = (form: Record<string, string>, who: "sami" | "max" = "sami") =>
    as(who).post(proPaths.patientIdentity(id), form);
  expect((await check({ version: "1" })).status).toBe(422);
  expect((await check({ version: "1", piece: "driving-licence" })).status).toBe(422);
  expect((await check({ version: "1", piece: "birth-certificate" })).status).toBe(409); // of an adult
  expect((await check({ version: "7", piece: "passport" })).status).toBe(409);
  expect((await check({ version: "1", piece: "passport" }, "max")).status).toBe(404);
  expect((await check({ version: "1", piece: "passport" })).status).toBe(303);
  expect(await fileOf(world, id)).toMatchObject({
    identityStatus: "validated",
    identityDocument: "passport",
    identityCheckedBy: cast.sami.staffId,
  });

  const form = {
    nameUsed: "Marchand",
    birthName: "Roche",
    firstNames: "Hélène, Marie",
    birthDate: "14/03/1951",
    sex: "F",
    birthCountry: "99109",
  };
  await as("sami").post(proPaths.editPatient(id), { ...form, version: "2", address: "2 rue des Iris" });
  expect(await fileOf(world, id)).toMatchObject({ identityStatus: "validated", address: "2 rue des Iris" });
  await as("sami").post(proPaths.editPatient(id), { ...form, version: "3", birthName: "Rocher" });
  expect(await fileOf(world, id)).toMatchObject({
    identityStatus: "provisional",
    identityDocument: null,
    birthName: "Rocher",
  });
});

test("what the national service gave is neither said nor changed by staff, whatever they send", async () => {
  const world = await newWorld();
  const { as } = world;
  const id = await addFile(world, { birthplaceInsee: "99109", identityStatus: "qualified" });
  const form = {
    nameUsed: "Marchand",
    birthName: "Rocher",
    firstNames: "Eve",
    birthDate: "01/01/1990",
    sex: "M",
    version: "1",
    phone: "0639984107",
  };
  expect((await as("sami").post(proPaths.editPatient(id), form)).status).toBe(303);
  expect(await fileOf(world, id)).toMatchObject({
    birthName: "Roche",
    firstNames: "Hélène, Marie",
    sex: "F",
    identityStatus: "qualified",
    phone: "+33639984107",
  });
  expect((await as("sami").post(proPaths.patientIdentity(id), { version: "2", geste: "retirer" })).status).toBe(409);
});
