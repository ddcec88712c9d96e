import { Session } from "node:inspector/promises";
import { test } from "vitest";
import { openPages } from "../../test/pages.ts";
import { addPractice } from "../../test/practice.ts";
import { asActor, nobody } from "../platform/actor.ts";
import { renderPage } from "../ui/request.tsx";
import { SheetView } from "./sheet-view.tsx";
import { visitSheet } from "./sheet-visit.ts";

const { ownerDb, db } = (await openPages()) as any;
test("perf", async () => {
  const p = await addPractice(ownerDb, { reasons: { visit: { durationMin: 15, stepMin: 30 } }, openings: [{ at: "main", weekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], from: "08:00", to: "18:00" }] } as any);
  const now = Temporal.Instant.from("2026-11-23T08:00:00Z");
  const visit = (await asActor(db, nobody, (tx) => visitSheet(tx, { slug: p.slug, choice: { semaine: "2026-12-14" }, by: nobody, now })))!;
  const request: any = { language: "fr", path: "/x", signedIn: null, now, space: "patient", navigation: { main: [], footer: [] } };
  const { navigationFor } = await import("../navigation.ts");
  request.navigation = (navigationFor as any)({ language: "fr", path: "/x", mode: "production" });
  let html = ""; const go = () => { html = renderPage(<SheetView visit={visit} />, request) as any; };
  for (let i = 0; i < 200; i++) go();
  const s = new Session(); s.connect(); await s.post("Profiler.enable"); await s.post("Profiler.setSamplingInterval", { interval: 100 });
  const n = 600; const c0 = process.cpuUsage(); for (let i = 0; i < n; i++) go(); const c = process.cpuUsage(c0);
  console.log("render ms", (c.user + c.system) / 1000 / n, html.length, html.split("data-hold").length - 1);
  await s.post("Profiler.start"); for (let i = 0; i < n; i++) go(); const { profile } = await s.post("Profiler.stop");
  const self = new Map<string, number>(); const byId = new Map(profile.nodes.map((x) => [x.id, x])); let total = 0;
  profile.samples!.forEach((id, i) => { const f = byId.get(id)!.callFrame; const k = `${f.functionName} ${f.url.split("/").slice(-2).join("/")}:${f.lineNumber + 1}`; self.set(k, (self.get(k) ?? 0) + profile.timeDeltas![i]!); total += profile.timeDeltas![i]!; });
  console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 45).map(([k, v]) => `${((100 * v) / total).toFixed(1)} ${k}`).join("\n"));
}, 120000);
