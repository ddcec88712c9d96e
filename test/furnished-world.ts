import { sql } from "kysely";
import { done } from "../seeds/done.ts";
import { holdTime } from "../src/appointments/hold.ts";
import { declareAbsence } from "../src/availability/declare-absence.ts";
import { planOpening } from "../src/availability/plan-opening.ts";
import { addRoom } from "../src/establishments/add-room.ts";
import { addStaff } from "../src/establishments/add-staff.ts";
import { linkedFile } from "../src/patients/linked-file.ts";
import { type Actor, asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import { furnishData } from "./furnish-data.ts";
import { furnishDesks } from "./furnish-desks.ts";
import { furnishFiles } from "./furnish-files.ts";
import { furnishMerges } from "./furnish-merges.ts";
import { furnishSettings } from "./furnish-settings.ts";
import { visitorNamed } from "./people.ts";
import { newWorld } from "./world.ts";

/** A world in which every table has rows of several people, two practitioners and two establishments.
 *
 * Besides the cast: a passer-by who holds a time without an account; Zoé, who left the practice; Lia, a child for whom Ada and Ben act,
 * and Eve did until yesterday. */
export async function newFurnishedWorld() {
  const world = await newWorld();
  const { ownerDb, cast, book, clock, db } = world;
  const { cerfVolant, tilleuls, ada, ben, eve } = cast;
  const { lune, fontanel } = cerfVolant;
  const passerBy: Actor = { kind: "anonymous", visitor: visitorNamed("passer-by") };

  const zoe = await asActor(ownerDb, theStory, async (tx) => {
    await tx.insertInto("commune").values(vincennes).execute();
    for (const { house, who } of [
      { house: cerfVolant, who: lune },
      { house: cerfVolant, who: fontanel },
      { house: tilleuls, who: tilleuls.ott },
    ]) {
      const { establishmentId } = house;
      const { id: siteId, zone } = house.sites.main;
      const { practitionerId } = who;
      const { roomId } = done(await addRoom(tx, { establishmentId, siteId, name: "Salle" }));
      done(await declareAbsence(tx, { establishmentId, resourceId: roomId, zone, label: "Travaux", ...july }));
      done(await declareAbsence(tx, { establishmentId, resourceId: practitionerId, zone, label: "Privé", ...july }));
      const whose = { establishmentId, practitionerId, siteId, reasonIds: [who.reasonIds.visit] };
      done(await planOpening(tx, { ...whose, ...saturdays }));
    }
    const userId = await someUser();
    const { establishmentId } = cerfVolant;
    const { staffId } = done(await addStaff(tx, { establishmentId, userId, role: "secretary", agendas: "all" }));
    await tx.updateTable("staff").set({ removedAt: clock.now() }).where("id", "=", staffId).execute();
    return { kind: "staff", userId, staffId, establishmentId } satisfies Actor;
  });

  const lia = await addChild();
  await book({ by: "ben", with: "fontanel", at: "2027-04-01T10:00" });
  await book({ by: "ben", with: "ott", at: "2027-04-02T10:00" });
  const { establishmentId } = cerfVolant;
  await asActor(ownerDb, theStory, (tx) => linkedFile(tx, { personId: lia, establishmentId, now: clock.now() }));
  for (const { by, who, at } of [
    { by: ada.by, who: lune, at: "2027-04-06T07:00:00Z" },
    { by: passerBy, who: fontanel, at: "2027-04-07T07:00:00Z" },
  ]) {
    const startsAt = Temporal.Instant.from(at);
    const slot = {
      practitionerId: who.practitionerId,
      siteId: cerfVolant.sites.main.id,
      reasonId: who.reasonIds.visit,
      startsAt,
    };
    done(await holdTime(db, { slot, by, visitor: by.visitor!, now: clock.now() }));
  }
  await world.drainJobs(); // mails leave, and leave their receipts
  await tellParents();
  await publishNotice();
  await chooseNotices();
  await proposeNames();
  await inviteAdults();
  await invitePatients();
  await answerWithoutKey();
  await furnishData(world, { lia });
  await furnishDesks(world);
  await furnishSettings(world);
  await furnishFiles(world);
  await furnishMerges(world);
  return { ...world, zoe, passerBy, lia };

  async function someUser(): Promise<string> {
    const userId = newId();
    await sql`insert into auth."user" (id, name, email) values (${userId}, 'Zoé', ${`${userId}@exemple.fr`})`.execute(
      ownerDb,
    );
    return userId;
  }

  async function addChild(): Promise<string> {
    const id = newId();
    const names = { birthName: "Adaberg", nameUsed: "Adaberg", firstNames: "Lia" };
    const yesterday = Temporal.Now.plainDateISO("UTC").subtract({ days: 2 });
    await asActor(ownerDb, theStory, async (tx) => {
      const birthDate = Temporal.PlainDate.from("2019-05-05");
      await tx
        .insertInto("person")
        .values({ id, ...names, birthDate, sex: "F" })
        .execute();
      await tx
        .insertInto("actsFor")
        .values([
          { userId: ada.userId, personId: id, relation: "child", untilOn: null },
          { userId: ben.userId, personId: id, relation: "child", untilOn: null },
          { userId: eve.userId, personId: id, relation: "child", untilOn: yesterday },
        ])
        .execute();
    });
    return id;
  }

  /** Each parent was written to about the child, at an address the other need not know. */
  async function tellParents() {
    await asActor(ownerDb, theStory, async (tx) => {
      const file = await tx.selectFrom("patient").select("id").where("personId", "=", lia).executeTakeFirstOrThrow();
      for (const { userId } of [ada, ben]) {
        const id = newId();
        const mail = {
          kind: "booked",
          channel: "mail",
          language: "fr",
          status: "sending",
          decidedAt: clock.now(),
        } as const;
        await tx
          .insertInto("notice")
          .values({
            id,
            ...mail,
            messageId: id,
            occasion: id,
            recipient: `${userId}@exemple.fr`,
            userId,
            patientId: file.id,
            establishmentId,
          })
          .execute();
      }
    });
  }

  /** What a practice tells of the files it keeps. */
  async function publishNotice() {
    const version = "2027-03-20";
    const notice = { version, inSubstanceSince: version, publishedOn: Temporal.PlainDate.from(version) };
    await asActor(ownerDb, theStory, (tx) =>
      tx
        .insertInto("establishmentNotice")
        .values({ establishmentId: tilleuls.establishmentId, language: "fr", body: "# Vos données\n\nIci.", ...notice })
        .execute(),
    );
  }

  /** Ada, and the secretary for herself, want fewer mails. */
  async function chooseNotices() {
    for (const { userId } of [ada, cast.sami]) {
      const key = { userId, occasion: "week-before", channel: "mail" } as const;
      await ownerDb
        .insertInto("notificationPreference")
        .values({ ...key, wanted: false, changedAt: clock.now() })
        .execute();
    }
  }

  /** Every file has someone who goes by another name now. */
  async function proposeNames() {
    await asActor(ownerDb, theStory, async (tx) => {
      const files = await tx.selectFrom("patient").select(["id as patientId", "establishmentId"]).execute();
      const said = { field: "name_used", value: "Autrement", changedAt: clock.now() } as const;
      await tx
        .insertInto("profileChange")
        .values(files.map((file) => ({ id: newId(), ...file, ...said })))
        .execute();
    });
  }

  /** Ada shares Lia with Ben; Eve had invited someone too, when she still acted for her. */
  async function inviteAdults() {
    const [invitedAt, expiresAt] = [clock.now(), clock.now().add({ hours: 168 })];
    const share = { purpose: "share", email: "ben@exemple.fr", language: "fr" } as const;
    await ownerDb
      .insertInto("relativeInvitation")
      .values(
        [ada, eve].map(({ userId: invitedBy }) => {
          const id = newId();
          return { ...{ id, personId: lia, invitedBy, tokenSha256: id, invitedAt, expiresAt }, ...share };
        }),
      )
      .execute();
  }

  /** Both practices invited someone they had noted by telephone, and the mails are on their way. */
  async function invitePatients() {
    const [invitedAt, expiresAt] = [clock.now(), clock.now().add({ hours: 720 })];
    const mail = { kind: "patient-invitation", channel: "mail", language: "fr", status: "sending" } as const;
    for (const { staffId: invitedBy, by } of [cast.sami, cast.max]) {
      const [id, patientId] = [newId(), newId()];
      const whose = { establishmentId: by.establishmentId, patientId };
      await ownerDb
        .insertInto("patient")
        .values({ ...odette, id: patientId, establishmentId: by.establishmentId, createdBy: "staff" })
        .execute();
      await ownerDb
        .insertInto("patientInvitation")
        .values({ id, ...whose, email: odette.email, language: "fr", tokenSha256: id, invitedBy, invitedAt, expiresAt })
        .execute();
      await ownerDb
        .insertInto("notice")
        .values({ id, ...whose, ...mail, messageId: id, occasion: id, recipient: odette.email, decidedAt: invitedAt })
        .execute();
    }
  }

  /** Someone without a key is everyone without a key: nothing may be kept in that name. */
  async function answerWithoutKey() {
    await ownerDb
      .insertInto("idempotencyKey")
      .values({ actor: "anonymous:", key: newId(), requestSha256: "0".repeat(64) })
      .execute();
  }
}

const theStory: Actor = { kind: "system", job: "world" };

const odette = {
  ...{ birthName: "Roussel", nameUsed: "Perrin", firstNames: "Odette", sex: "F" as const },
  ...{ birthDate: Temporal.PlainDate.from("1939-04-12"), email: "odette@exemple.fr" },
};
const july = {
  from: Temporal.PlainDateTime.from("2027-07-01T00:00"),
  to: Temporal.PlainDateTime.from("2027-08-01T00:00"),
};
const saturdays = {
  weekdays: ["SA"] as const,
  ...{ from: "09:00", to: "10:00", except: [{ on: Temporal.PlainDate.from("2027-05-01") }] },
};

const vincennes = {
  inseeCode: "94080",
  name: "Vincennes",
  postalCodes: ["94300"],
  department: "94",
  population: 48_193,
};
