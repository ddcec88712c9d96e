import { expect, test } from "vitest";
import { regions } from "../availability/holidays.ts";
import { holidayRegions, isZone, territoryOf } from "./territory.ts";

test("every region has its holidays computed, and none is forgotten here", () => {
  expect(holidayRegions.toSorted()).toEqual(regions.toSorted());
});

test.each([
  ["94080", "Europe/Paris", "metropole"],
  ["2A004", "Europe/Paris", "metropole"],
  ["67482", "Europe/Paris", "alsace-moselle"],
  ["57463", "Europe/Paris", "alsace-moselle"],
  ["97411", "Indian/Reunion", "reunion"],
  ["97801", "America/Marigot", "saint-martin"],
  ["98818", "Pacific/Noumea", "nouvelle-caledonie"],
])("a site in %s lives by the clock of %s and keeps the holidays of %s", (inseeCode, zone, holidayRegion) => {
  expect(territoryOf(inseeCode)).toEqual({ zone, holidayRegion });
  expect(isZone(zone)).toBe(true);
});

test.each(["+02:00", "Europe/Vincennes", "", "94300"])("“%s” is no time zone", (name) => {
  expect(isZone(name)).toBe(false);
});
