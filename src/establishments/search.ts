import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Who } from "./who.ts";

export interface SearchQuestion {
  who: Who;
  /** Degrees; null: anywhere. */
  around: { latitude: number; longitude: number } | null;
  filters: SearchFilters;
}

export interface SearchFilters {
  video?: boolean;
  newPatients?: boolean;
  wheelchair?: boolean;
  /** Fee sector 1: without extra charge. */
  sector1?: boolean;
  /** ISO 639, spoken by the practitioner. */
  language?: string;
}

/** A practitioner who answers the search, at the nearest of the sites that do. */
export interface Found {
  practitionerId: string;
  slug: string;
  title: string;
  firstName: string;
  lastName: string;
  professionCode: string;
  specialtyCodes: string[];
  /** The version of the photograph's address; null: initials. */
  photo: string | null;
  languages: string[];
  feeSector: "1" | "2" | "optam" | "none" | null;
  acceptsNewPatients: boolean;
  booksOnline: boolean;
  offersVideo: boolean;
  establishmentName: string;
  establishmentPhone: string;
  siteId: string;
  siteName: string;
  street: string;
  postalCode: string;
  commune: string;
  zone: string;
  wheelchair: boolean;
  sitePhone: string | null;
  secretariatHours: string | null;
  /** As the crow flies, from the place asked for; null when none was. */
  distanceMetres: number | null;
  /** The first visit reason anyone may book online; null when there is none. With the video filter, the first by video. */
  reasonId: string | null;
}

export interface SearchAnswer {
  /** Whom the text turned out to ask for: when it could be a job or a name, whichever it is here. */
  who: Who;
  /** The nearest first; without a place, by name. */
  found: Found[];
  /** Everyone found is this near, and nobody further was looked at; null without a place. */
  withinKm: number | null;
  /** More than `mostFound` answered: the furthest were left out. */
  isCut: boolean;
}

/** As many as are compared by their next free time. */
export const mostFound = 300;

/** The circle widens until it holds five practitioners. */
const circlesKm = [5, 10, 25, 50, 100];

/** Who answers a search: one query, whatever is asked. Names forgive typing errors, and may be the beginning of a job, but only when
 * nobody bears the name as typed. */
export async function searchPractitioners(tx: Tx, question: SearchQuestion): Promise<SearchAnswer> {
  const { rows } = await sql<Found & { isNamedSo: boolean }>`
    with nearest as (
      select distinct on (practitioner.id) practitioner.is_named_so, practitioner.id as practitioner_id, practitioner.slug,
        practitioner.title, practitioner.first_name, practitioner.last_name, practitioner.profession_code,
        practitioner.specialty_codes, practitioner.languages, practitioner.fee_sector, practitioner.accepts_new_patients,
        practitioner.books_online, establishment.name as establishment_name, establishment.phone as establishment_phone,
        site.id as site_id, site.name as site_name, site.street, site.postal_code, site.commune, site.zone, site.wheelchair,
        site.phone as site_phone, site.secretariat_hours, ${distanceFrom(question.around)} as distance_metres
      from ${meant(question.who)} as practitioner
        join practitioner_site on practitioner_site.practitioner_id = practitioner.id
        join site on site.id = practitioner_site.site_id
        join establishment on establishment.id = practitioner.establishment_id
      where practitioner.active and site.active and ${isNear(question.around)} and ${passes(question.filters)}
      order by practitioner.id, distance_metres, site.name
    )
    select found.*, practitioner_photo.sha256 as photo, offered.*
    from (
        select * from nearest order by is_named_so desc, distance_metres, last_name, practitioner_id limit ${mostFound + 1}
      ) as found
      left join practitioner_photo using (practitioner_id)
      cross join lateral (
        select coalesce(bool_or(place = 'video'), false) as offers_video, (array_agg(id order by position, name)
          filter (where place = 'video' or not ${question.filters.video ?? false}))[1] as reason_id
        from (${onlineReasonsOf(sql`found.practitioner_id`)}) as reason
      ) as offered
    order by distance_metres, last_name, practitioner_id`.execute(tx);
  const bearers = rows.filter((row) => row.isNamedSo);
  const found = bearers.length > 0 ? bearers : rows;
  const withinKm = question.around && circleOf(found);
  return {
    who: bearers.length > 0 ? onceNamed(question.who) : question.who,
    found: found.filter((row) => withinKm === null || row.distanceMetres! <= withinKm * 1000).slice(0, mostFound),
    withinKm,
    isCut: found.length > mostFound,
  };
}

/** Somebody bears the name: then it was no job. */
function onceNamed(who: Who): Who {
  return who.both || who.name === "" ? who : { ...who, specialties: [] };
}

function circleOf(found: Found[]): number {
  const fifth = found[4]?.distanceMetres ?? Number.POSITIVE_INFINITY;
  return circlesKm.find((km) => fifth <= km * 1000) ?? circlesKm.at(-1)!;
}

/** The practitioners meant, as a relation; `is_named_so` is false for those who may be meant if nobody is surely. */
function meant({ specialties, name, both }: Who): RawBuilder<unknown> {
  const isAskedFor = sql`((specialty_codes && ${specialties.flatMap(({ codes }) => codes)}::text[])
    or (specialty_codes = '{}' and profession_code = any (${specialties.flatMap(({ professions }) => professions)}::text[])))`;
  const narrowed = specialties.length > 0 && (both || name === "") ? isAskedFor : sql`true`;
  if (name === "") return sql`(select practitioner.*, true as is_named_so from practitioner where ${narrowed})`;
  const guessed =
    specialties.length > 0 && !both ? sql`union all select id, false from practitioner where ${isAskedFor}` : sql``;
  return sql`(select practitioner.*, is_named_so from (
    select id, bool_or(is_named_so) as is_named_so from (
      select id, ${hasWords(sql`name_key`, name)} as is_named_so from practitioner
      where ${hasWords(sql`name_key`, name)} or ${name} <% name_key
      union all
      select practitioner.id, ${hasWords(establishmentKey, name)} from establishment
        join practitioner on practitioner.establishment_id = establishment.id
      where ${hasWords(establishmentKey, name)} or ${name} <% ${establishmentKey}
      ${guessed}
    ) as each group by id
  ) as called join practitioner using (id) where ${narrowed})`;
}

const establishmentKey = sql`search_key(establishment.name)`;

/** Each word typed begins a word of the name. A search key has letters, figures and spaces only, so it is safe in a pattern. */
function hasWords(key: RawBuilder<unknown>, name: string): RawBuilder<boolean> {
  const words = name.split(" ").map((word) => sql<boolean>`${key} ~ ${`\\m${word}`}`);
  return sql`(${sql.join(words, sql` and `)})`;
}

function passes({ video, newPatients, wheelchair, sector1, language }: SearchFilters): RawBuilder<unknown> {
  const conditions = [sql`true`];
  if (video) conditions.push(sql`exists (${onlineReasonsOf(sql`practitioner.id`)} and place = 'video')`);
  if (newPatients) conditions.push(sql`practitioner.accepts_new_patients`);
  if (wheelchair) conditions.push(sql`site.wheelchair`);
  if (sector1) conditions.push(sql`practitioner.fee_sector = '1'`);
  if (language) conditions.push(sql`${language} = any (practitioner.languages)`);
  return sql.join(conditions, sql` and `);
}

/** The visit reasons of a practitioner that anyone may book online. */
function onlineReasonsOf(practitionerId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select visit_reason.id, visit_reason.name, visit_reason.place, practitioner_reason.position
    from practitioner_reason join visit_reason on visit_reason.id = practitioner_reason.visit_reason_id
    where practitioner_reason.practitioner_id = ${practitionerId} and visit_reason.active and visit_reason.bookable_by = 'everyone'`;
}

/** Great-circle distance (haversine), in metres. */
function distanceFrom(around: SearchQuestion["around"]): RawBuilder<number | null> {
  if (!around) return sql`null::double precision`;
  const { latitude, longitude } = around;
  return sql`(12742017.6 * asin(sqrt(
    power(sin(radians(site.latitude - ${latitude}) / 2), 2)
    + cos(radians(${latitude})) * cos(radians(site.latitude)) * power(sin(radians(site.longitude - ${longitude}) / 2), 2))))`;
}

/** Inside the widest circle: first a box, which an index finds. */
function isNear(around: SearchQuestion["around"]): RawBuilder<unknown> {
  if (!around) return sql`true`;
  const { latitude, longitude } = around;
  const widestKm = circlesKm.at(-1)!;
  const [north, east] = [widestKm / 111.2, widestKm / (111.2 * Math.cos((latitude * Math.PI) / 180))];
  return sql`site.latitude between ${latitude - north} and ${latitude + north}
    and site.longitude between ${longitude - east} and ${longitude + east}
    and ${distanceFrom(around)} <= ${widestKm * 1000}`;
}
