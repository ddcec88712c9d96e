import type { PractitionerSettings } from "../establishments/settings.ts";
import { specialtiesOf } from "../establishments/specialty.ts";
import { wordsIn } from "../ui/words.ts";

/** A visit reason as it usually is: its name stands in the words, its rules here. */
interface Preset {
  key: PresetKey;
  durationMin: number;
  newPatientDurationMin?: number;
  place?: "video" | "home" | "phone";
  hue?: number;
  bookingNotice?: number;
  releasedHoursBefore?: number;
  maxAgeYears?: number;
}

type PresetKey =
  | "consultation"
  | "first"
  | "follow-up"
  | "video"
  | "home"
  | "urgent"
  | "vaccination"
  | "child"
  | "certificate"
  | "check-up"
  | "scaling"
  | "care"
  | "session"
  | "assessment"
  | "pregnancy"
  | "nursing"
  | "interview";

const consultation: Preset = { key: "consultation", durationMin: 20, newPatientDurationMin: 30 };
const video: Preset = { key: "video", durationMin: 15, place: "video", hue: 3 };
const urgent: Preset = { key: "urgent", durationMin: 15, hue: 6, releasedHoursBefore: 24 };
const home: Preset = { key: "home", durationMin: 45, place: "home", hue: 5, bookingNotice: 24 };
const followUp: Preset = { key: "follow-up", durationMin: 20, hue: 2 };
const first: Preset = { key: "first", durationMin: 40 };

/** By the public's name of a job (src/establishments/specialties.ts); all others have those of a specialist. */
const byJob: Record<string, Preset[]> = {
  "general-practitioner": [
    consultation,
    video,
    urgent,
    { key: "child", durationMin: 20, hue: 4, maxAgeYears: 15 },
    { key: "vaccination", durationMin: 10, hue: 5 },
    { key: "certificate", durationMin: 15, hue: 2 },
    home,
  ],
  dentist: [
    { key: "check-up", durationMin: 30 },
    { key: "scaling", durationMin: 30, hue: 3 },
    { key: "care", durationMin: 45, hue: 2 },
    { ...urgent, durationMin: 20 },
  ],
  midwife: [
    { ...consultation, durationMin: 30, newPatientDurationMin: 45 },
    { key: "pregnancy", durationMin: 30, hue: 4 },
    { key: "session", durationMin: 45, hue: 5 },
    home,
  ],
  physiotherapist: [
    { key: "assessment", durationMin: 45 },
    { key: "session", durationMin: 30, hue: 5 },
    { ...home, durationMin: 40 },
  ],
  psychologist: [
    { key: "first", durationMin: 60 },
    { key: "interview", durationMin: 45, hue: 2 },
    { ...video, durationMin: 45 },
  ],
  nurse: [
    { key: "nursing", durationMin: 15 },
    { key: "vaccination", durationMin: 10, hue: 5 },
    { ...home, durationMin: 20 },
  ],
};
const ofSpecialists: Preset[] = [first, followUp, video, { ...urgent, durationMin: 20 }];

/** The reasons that usually come with the jobs of these practitioners, each once. */
export function presetsFor(practitioners: readonly PractitionerSettings[]): Preset[] {
  const jobs = practitioners.flatMap((each) => specialtiesOf(each).map(({ key }) => key as string));
  const found = (jobs.length > 0 ? [...new Set(jobs)] : ["general-practitioner"]).flatMap(
    (job) => byJob[job] ?? ofSpecialists,
  );
  return found.filter(({ key }, index) => found.findIndex((other) => other.key === key) === index);
}

/** What the form shows to begin with: a usual reason, or an empty one with sensible rules. */
export function typedOfPreset(preset: Preset | undefined): Record<string, string> {
  const figure = (value: number | undefined) => (value === undefined ? "" : String(value));
  return {
    ...{
      name: preset ? presetName(preset) : "",
      hue: figure(preset?.hue ?? 1),
      durationMin: figure(preset?.durationMin ?? 20),
    },
    ...{ newPatientDurationMin: figure(preset?.newPatientDurationMin), place: preset?.place ?? "in-person" },
    ...{ bookingNotice: figure(preset?.bookingNotice), bookingNoticeUnit: "H" },
    ...{ bookingHorizon: "90", bookingHorizonUnit: "D", bookableBy: "everyone" },
    ...{ releasedHoursBefore: figure(preset?.releasedHoursBefore), maxAgeYears: figure(preset?.maxAgeYears) },
    ...{ cancellableOnline: "on", movableOnline: "on" },
  };
}

export function presetName({ key }: Preset): string {
  return wordsIn("fr", "settings")(`presets.${key}`);
}
