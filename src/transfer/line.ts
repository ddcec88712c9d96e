/** What became of a line, or would. `known`: it is here already, and stays as it is. */
export interface LineOutcome {
  outcome: "fine" | "written" | "known" | "refused";
  /** `field:key of the sentence`; of a line that is written, warnings. */
  problems: string[];
}
