/** What someone may be told of an appointment, and by which ways. News that guard the account always leave, by mail: nothing is chosen
 * there. */
export const occasions = ["confirmation", "change", "week-before", "two-days-before", "day-before"] as const;
export type Occasion = (typeof occasions)[number];

export const channels = ["mail", "sms"] as const;
export type Channel = (typeof channels)[number];

/** The ways offered for each occasion, and whether it leaves that way unless someone chose otherwise (product, section 3). */
export const ways: Record<Occasion, Partial<Record<Channel, boolean>>> = {
  confirmation: { mail: true, sms: false },
  change: { mail: true, sms: false },
  "week-before": { mail: true },
  "two-days-before": { sms: true },
  "day-before": { mail: true },
};

/** What someone chose otherwise than the house would. */
export interface Choice {
  occasion: Occasion;
  channel: Channel;
  wanted: boolean;
}

/** `unwanted`: she said no to what leaves otherwise, and the receipt says so; `not-asked`: it leaves only for those who ask. */
export type Wish = "wanted" | "unwanted" | "not-asked";

/** Whether this occasion is to be told by this way.
 *
 * A change cannot be kept from anyone: when no text can leave, unwished or at this hour, the mail does. */
export function wishOf(
  choices: readonly Choice[],
  { occasion, channel, canText }: { occasion: Occasion; channel: Channel; canText: boolean },
): Wish {
  const usual = ways[occasion][channel];
  if (usual === undefined) return "not-asked";
  const isTold = isChosen(choices, occasion, channel);
  if (isTold) return "wanted";
  if (occasion === "change" && channel === "mail" && !(canText && isChosen(choices, "change", "sms"))) return "wanted";
  return usual ? "unwanted" : "not-asked";
}

/** As the form shows it: what was chosen, otherwise what the house does. */
export function isChosen(choices: readonly Choice[], occasion: Occasion, channel: Channel): boolean {
  const choice = choices.find((each) => each.occasion === occasion && each.channel === channel);
  return choice?.wanted ?? ways[occasion][channel] ?? false;
}
