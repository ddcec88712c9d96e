import { sql } from "kysely";
import { practitionerName } from "../appointments/details.ts";
import type { HolidayName, HolidayPolicy, Region } from "../availability/holidays.ts";
import type { Tx } from "../platform/db.ts";
import type { Desk } from "../team/desk.ts";

/** An agenda that the acting member of staff keeps, with where and for what one is received there. */
export interface AgendaKept {
  id: string;
  /** « Dre Camille Lune ». */
  name: string;
  active: boolean;
  /** Where he receives, by name. */
  sites: SiteKept[];
  /** In the order the practice wishes; those in use. */
  reasons: ReasonKept[];
}

export interface SiteKept {
  id: string;
  name: string;
  zone: string;
  active: boolean;
  holidays: HolidayPolicy;
}

export interface ReasonKept {
  id: string;
  name: string;
  hue: number;
  durationMin: number;
  newPatientDurationMin: number;
}

/** A room of the house, whose absences are told like an agenda's. */
export interface RoomKept {
  id: string;
  name: string;
  /** Of its site. */
  zone: string;
}

/** Every agenda the acting member of staff keeps; those in use first, by family name. One query. */
export async function agendasKept(tx: Tx): Promise<AgendaKept[]> {
  const { rows } = await sql<AgendaRow>`
    select practitioner.id, practitioner.title, practitioner.first_name, practitioner.last_name, practitioner.active, sites.sites, reasons.reasons
    from practitioner
      cross join lateral (
        select coalesce(json_agg(json_build_object('id', site.id, 'name', site.name, 'zone', site.zone, 'active', site.active,
          'region', site.holiday_region, 'goodFriday', site.good_friday, 'openOn', site.open_on_holidays) order by site.name), '[]') as sites
        from practitioner_site join site on site.id = practitioner_site.site_id
        where practitioner_site.practitioner_id = practitioner.id
      ) sites
      cross join lateral (
        select coalesce(json_agg(json_build_object('id', visit_reason.id, 'name', visit_reason.name, 'hue', visit_reason.hue,
          'durationMin', coalesce(pr.duration_min, visit_reason.duration_min),
          'newPatientDurationMin', coalesce(pr.new_patient_duration_min, visit_reason.new_patient_duration_min, pr.duration_min, visit_reason.duration_min)
        ) order by pr.position, visit_reason.name), '[]') as reasons
        from practitioner_reason pr join visit_reason on visit_reason.id = pr.visit_reason_id
        where pr.practitioner_id = practitioner.id and visit_reason.active
      ) reasons
    where practitioner.id in (select my_agendas())
    order by practitioner.active desc, search_key(practitioner.last_name || ' ' || practitioner.first_name), practitioner.id`.execute(
    tx,
  );
  return rows.map(({ id, active, sites, reasons, ...who }) => {
    return { id, active, name: practitionerName(who), sites: sites.map(siteFrom), reasons };
  });
}

/** The rooms of the house, by name. */
export async function roomsKept(tx: Tx): Promise<RoomKept[]> {
  return tx
    .selectFrom("room")
    .innerJoin("site", "site.id", "room.siteId")
    .select(["room.id", "room.name", "site.zone"])
    .orderBy("room.name")
    .execute();
}

/** The agenda that is asked for, or else one's own, or else the first there is; null when there is none at all, or when what is asked for is
 * not among them. */
export function agendaAsked(
  agendas: readonly AgendaKept[],
  asked: string | undefined,
  { practitionerId }: Pick<Desk, "practitionerId">,
): AgendaKept | null {
  if (asked) return agendas.find(({ id }) => id === asked) ?? null;
  return agendas.find(({ id }) => id === practitionerId) ?? agendas[0] ?? null;
}

interface AgendaRow {
  id: string;
  title: string;
  firstName: string;
  lastName: string;
  active: boolean;
  sites: SiteRow[];
  reasons: ReasonKept[];
}
interface SiteRow {
  id: string;
  name: string;
  zone: string;
  active: boolean;
  region: string;
  goodFriday: boolean;
  openOn: string[];
}

function siteFrom({ id, name, zone, active, region, goodFriday, openOn }: SiteRow): SiteKept {
  const works = openOn.includes("all") ? ("all" as const) : (openOn as HolidayName[]);
  return { id, name, zone, active, holidays: { region: region as Region, goodFriday, openOn: works } };
}
