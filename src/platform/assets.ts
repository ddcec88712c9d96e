import { existsSync, readFileSync } from "node:fs";

/** Files made for the browser, by the name pages know them by. */
const sources = {
  styles: "src/ui/styles.css",
  "agenda-styles": "src/agenda/agenda.css",
  agenda: "src/ui/islands/agenda.ts",
  booking: "src/ui/islands/booking.ts",
  "find-patients": "src/ui/islands/find-patients.ts",
  forms: "src/ui/islands/forms.ts",
  hold: "src/ui/islands/hold.ts",
  openings: "src/ui/islands/openings.ts",
  "openings-styles": "src/settings/openings.css",
  passkey: "src/ui/islands/passkey.ts",
  password: "src/ui/islands/password.ts",
  preview: "src/ui/islands/preview.ts",
  print: "src/ui/islands/print.ts",
  reload: "src/ui/islands/reload.ts",
  suggest: "src/ui/islands/suggest.ts",
  favicon: "src/ui/favicon.svg",
  "text-font":
    "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "display-font":
    "node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
} as const;

export type AssetName = keyof typeof sources;

/** The address of a built file, its hash included: it may be kept for ever. Before a build, the address without hash. */
export function asset(name: AssetName): string {
  return addresses[name];
}

const manifest = readManifest(new URL("../client/.vite/manifest.json", import.meta.url));
const addresses = Object.fromEntries(
  Object.entries(sources).map(([name, source]) => [name, `/${manifest[source]?.file ?? unhashed(source)}`]),
) as Record<AssetName, string>;

/** Vite's list of what it built, keyed by source. It stands beside the bundle in dist/, and nowhere when running from source. */
function readManifest(at: URL): Record<string, { file: string }> {
  return existsSync(at) ? JSON.parse(readFileSync(at, "utf8")) : {};
}

function unhashed(source: string): string {
  return `assets/${source.slice(source.lastIndexOf("/") + 1).replace(/\.ts$/, ".js")}`;
}
