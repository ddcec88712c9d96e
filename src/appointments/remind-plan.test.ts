import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";

test("a booking plans its reminders, a move plans them anew, and each leaves once, on its day", async () => {
  const { as, appointment, clock, drainJobs, mails } = await newWorld();
  await drainJobs();
  const answer = await as("ada").post(paths.move(appointment.id), { debut: "2027-04-06T10:00+02:00" });
  expect(answer.status).toBe(303);
  const leftBy = async (time: string) => {
    clock.set(time);
    mails.length = 0;
    await drainJobs();
    await drainJobs();
    return mails.map(({ subject }) => subject.split("\u202f")[0]);
  };
  expect(await leftBy("2027-03-22T09:05+01:00[Europe/Paris]")).toHaveLength(1); // moved
  expect(await leftBy("2027-03-29T08:35+02:00[Europe/Paris]")).toEqual([]); // the day before it stood at first
  expect(await leftBy("2027-03-30T10:01+02:00[Europe/Paris]")).toEqual(["Rappel"]);
  expect(await leftBy("2027-04-05T10:01+02:00[Europe/Paris]")).toEqual(["Rappel"]);
  expect(await leftBy("2027-04-06T09:59+02:00[Europe/Paris]")).toEqual([]);
});
