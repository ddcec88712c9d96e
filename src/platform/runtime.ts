/** Imported first by main.ts: AmiCare leans on Temporal, which Node carries since version 26, and says so in one sentence. */
if (typeof Temporal === "undefined") {
  console.error(
    `AmiCare needs Node 26 and this is Node ${process.versions.node}: "npm ci && npm start" brings the right one.`,
  );
  process.exit(1);
}
