import { sql } from "kysely";
import { practitionerName } from "../appointments/details.ts";
import type { HolidayName, HolidayPolicy, Region } from "../availability/holidays.ts";
import type { Tx } from "../platform/db.ts";

/** A practitioner whose agenda one may see. */
export interface AgendaOf {
  id: string;
  /** « Dre Camille Lune ». */
  name: string;
  title: string;
  professionCode: string;
  specialtyCodes: string[];
  /** Whether he still receives here: the past of whoever left can be looked at. */
  active: boolean;
  /** Where he receives, by name. */
  sites: AgendaSite[];
  /** What for, in the order the practice wishes. */
  reasons: { id: string; name: string }[];
}

export interface AgendaSite {
  id: string;
  name: string;
  zone: string;
  active: boolean;
  holidays: HolidayPolicy;
}

interface Row extends Omit<AgendaOf, "name" | "sites"> {
  firstName: string;
  lastName: string;
  sites: {
    id: string;
    name: string;
    zone: string;
    active: boolean;
    region: Region;
    goodFriday: boolean;
    openOn: string[];
  }[];
}

/** The practitioners whose agenda the acting member of staff may see, by family name: one query. Nobody else sees any. */
export async function agendasOpenTo(tx: Tx): Promise<AgendaOf[]> {
  const { rows } = await sql<Row>`
    select practitioner.id, practitioner.title, practitioner.first_name, practitioner.last_name, practitioner.profession_code,
      practitioner.specialty_codes, practitioner.active, sites.sites, reasons.reasons
    from practitioner
      cross join lateral (
        select coalesce(json_agg(json_build_object('id', site.id, 'name', site.name, 'zone', site.zone, 'active', site.active,
          'region', site.holiday_region, 'goodFriday', site.good_friday, 'openOn', site.open_on_holidays) order by site.name), '[]') as sites
        from practitioner_site join site on site.id = practitioner_site.site_id
        where practitioner_site.practitioner_id = practitioner.id
      ) sites
      cross join lateral (
        select coalesce(json_agg(json_build_object('id', visit_reason.id, 'name', visit_reason.name)
          order by pr.position, visit_reason.name), '[]') as reasons
        from practitioner_reason pr join visit_reason on visit_reason.id = pr.visit_reason_id
        where pr.practitioner_id = practitioner.id and visit_reason.active
      ) reasons
    where practitioner.id = any (array(select my_agendas()))
    order by search_key(practitioner.last_name || ' ' || practitioner.first_name), practitioner.id`.execute(tx);
  return rows
    .map(({ firstName, lastName, ...row }) => ({
      ...row,
      name: practitionerName({ title: row.title, firstName, lastName }),
      sites: row.sites.map(({ region, goodFriday, openOn, ...site }) => ({
        ...site,
        holidays: {
          region,
          goodFriday,
          openOn: openOn.includes("all") ? ("all" as const) : (openOn as HolidayName[]),
        },
      })),
    }))
    .filter(({ sites }) => sites.length > 0);
}

/** Every place of these practitioners, each once, by name. */
export function placesOf(agendas: readonly AgendaOf[]): AgendaSite[] {
  const byId = new Map(agendas.flatMap(({ sites }) => sites).map((site) => [site.id, site]));
  return [...byId.values()].sort((one, other) => one.name.localeCompare(other.name, "fr"));
}
