import { sql } from "kysely";
import { practitionerName } from "../appointments/details.ts";
import type { Tx } from "../platform/db.ts";

/** An agenda in which this member of staff may book, with where and for what one is received there. */
export interface AgendaChoice {
  id: string;
  /** « Dre Camille Lune ». */
  name: string;
  /** Where he receives, by name; at least one. */
  sites: SiteChoice[];
  /** In the order the practice wishes. */
  reasons: ReasonChoice[];
}

export interface SiteChoice {
  id: string;
  name: string;
  zone: string;
}

export interface ReasonChoice {
  id: string;
  name: string;
  durationMin: number;
  newPatientDurationMin: number;
  minAgeYears: number | null;
  maxAgeYears: number | null;
  /** No mail tells of it, no list of the patient's shows it. */
  discreet: boolean;
  hue: number;
}

/** Every agenda the acting member of staff may keep, of whoever practises; by family name. One query. */
export async function agendaChoices(tx: Tx): Promise<AgendaChoice[]> {
  const { rows } = await sql<Omit<AgendaChoice, "name"> & { title: string; firstName: string; lastName: string }>`
    select practitioner.id, practitioner.title, practitioner.first_name, practitioner.last_name, sites.sites, reasons.reasons
    from practitioner
      cross join lateral (
        select coalesce(json_agg(json_build_object('id', site.id, 'name', site.name, 'zone', site.zone) order by site.name), '[]') as sites
        from practitioner_site join site on site.id = practitioner_site.site_id
        where practitioner_site.practitioner_id = practitioner.id and site.active
      ) sites
      cross join lateral (
        select coalesce(json_agg(json_build_object(
          'id', visit_reason.id, 'name', visit_reason.name, 'hue', visit_reason.hue, 'discreet', visit_reason.discreet,
          'minAgeYears', visit_reason.min_age_years, 'maxAgeYears', visit_reason.max_age_years,
          'durationMin', coalesce(pr.duration_min, visit_reason.duration_min),
          'newPatientDurationMin', coalesce(pr.new_patient_duration_min, visit_reason.new_patient_duration_min, pr.duration_min, visit_reason.duration_min)
        ) order by pr.position, visit_reason.name), '[]') as reasons
        from practitioner_reason pr join visit_reason on visit_reason.id = pr.visit_reason_id
        where pr.practitioner_id = practitioner.id and visit_reason.active
      ) reasons
    where practitioner.active and practitioner.id = any (array(select my_agendas()))
    order by search_key(practitioner.last_name || ' ' || practitioner.first_name), practitioner.id`.execute(tx);
  return rows
    .filter(({ sites, reasons }) => sites.length > 0 && reasons.length > 0)
    .map(({ title, firstName, lastName, ...agenda }) => ({
      ...agenda,
      name: practitionerName({ title, firstName, lastName }),
    }));
}

/** What these ids name among the choices; what names nothing falls back on the first there is. Null: there is no agenda at all. */
export function chosenAmong(
  choices: readonly AgendaChoice[],
  { praticien, lieu, motif }: { praticien?: string | undefined; lieu?: string | undefined; motif?: string | undefined },
): { agenda: AgendaChoice; site: SiteChoice; reason: ReasonChoice } | null {
  const agenda = choices.find(({ id }) => id === praticien) ?? choices[0];
  if (!agenda) return null;
  const site = agenda.sites.find(({ id }) => id === lieu) ?? agenda.sites[0]!;
  const reason = agenda.reasons.find(({ id }) => id === motif) ?? agenda.reasons[0]!;
  return { agenda, site, reason };
}
