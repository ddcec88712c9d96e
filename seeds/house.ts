import { type AbsenceTime, declareAbsence } from "../src/availability/declare-absence.ts";
import { type OpeningTime, planOpening } from "../src/availability/plan-opening.ts";
import { addPractitioner, type NewPractitioner } from "../src/establishments/add-practitioner.ts";
import { addSite, type NewSite } from "../src/establishments/add-site.ts";
import { addVisitReason, type NewVisitReason } from "../src/establishments/add-visit-reason.ts";
import { foundEstablishment, type NewEstablishment } from "../src/establishments/found.ts";
import { offerReason, type ReasonOffer } from "../src/establishments/offer-reason.ts";
import { territoryOf } from "../src/establishments/territory.ts";
import type { Tx } from "../src/platform/db.ts";
import { done } from "./done.ts";

/** An establishment and its sites, which stories call by short names of their own. */
export interface House<Site extends string> {
  establishmentId: string;
  sites: Record<Site, { id: string; zone: string }>;
}

/** Founds an establishment with its sites. */
export async function openHouse<Site extends string>(
  tx: Tx,
  { sites: newSites, ...establishment }: NewEstablishment & { sites: Record<Site, Ours<NewSite>> },
): Promise<House<Site>> {
  const { establishmentId } = done(await foundEstablishment(tx, establishment));
  const sites: Partial<House<Site>["sites"]> = {};
  for (const [name, site] of Object.entries(newSites) as [Site, Ours<NewSite>][]) {
    const { siteId: id } = done(await addSite(tx, { ...site, establishmentId }));
    sites[name] = { id, zone: territoryOf(site.inseeCode).zone };
  }
  return { establishmentId, sites: sites as House<Site>["sites"] };
}

/** Adds visit reasons, and gives their ids by the same names. */
export async function addReasons<Name extends string>(
  tx: Tx,
  { establishmentId }: House<string>,
  reasons: Record<Name, Ours<NewVisitReason>>,
): Promise<Record<Name, string>> {
  const ids: Partial<Record<Name, string>> = {};
  for (const [name, reason] of Object.entries(reasons) as [Name, Ours<NewVisitReason>][])
    ids[name] = done(await addVisitReason(tx, { ...reason, establishmentId })).reasonId;
  return ids as Record<Name, string>;
}

/** A practitioner who settles in a house: what he offers, in the order of his sheet, with what is special to him; when and where he
 * receives, by default for all of it; when he does not. */
export interface Newcomer<Site extends string, Name extends string> extends Omit<Ours<NewPractitioner>, "siteIds"> {
  offers: Partial<Record<Name, Partial<Pick<ReasonOffer, "durationMin" | "newPatientDurationMin" | "cancelNotice">>>>;
  openings: readonly (OpeningTime & { at: Site; for?: readonly Name[] })[];
  absences?: readonly (AbsenceTime & { label: string })[];
}

export interface Settled<Name extends string> {
  practitionerId: string;
  slug: string;
  reasonIds: Record<Name, string>;
}

/** Lets a practitioner settle in. His absences are told on the clock of the first site where he receives. */
export async function settle<Site extends string, Name extends string>(
  tx: Tx,
  { establishmentId, sites }: House<Site>,
  reasonIds: Record<Name, string>,
  { offers, openings, absences = [], ...practitioner }: Newcomer<NoInfer<Site>, NoInfer<Name>>,
): Promise<Settled<Name>> {
  const siteIds = [...new Set(openings.map(({ at }) => sites[at].id))];
  const { practitionerId, slug } = done(await addPractitioner(tx, { ...practitioner, establishmentId, siteIds }));
  const whose = { establishmentId, practitionerId };
  const names = Object.keys(offers) as Name[];
  for (const [position, name] of names.entries())
    done(await offerReason(tx, { ...offers[name], ...whose, visitReasonId: reasonIds[name], position }));
  for (const { at, for: these = names, ...time } of openings)
    done(
      await planOpening(tx, {
        ...time,
        ...whose,
        siteId: sites[at].id,
        reasonIds: these.map((name) => reasonIds[name]),
      }),
    );
  const { zone } = sites[openings[0]!.at];
  for (const absence of absences)
    done(await declareAbsence(tx, { ...absence, establishmentId, resourceId: practitionerId, zone }));
  return { practitionerId, slug, reasonIds };
}

/** The establishment is the house's. */
type Ours<New> = Omit<New, "establishmentId">;
