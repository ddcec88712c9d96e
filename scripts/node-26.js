/** Loaded before every script of package.json, in plain JavaScript so that any Node can read it. */
if (typeof Temporal === "undefined") {
  console.error(
    `AmiCare needs Node 26, which "npm ci" installs and "npm start" uses; this is Node ${process.versions.node}.`,
  );
  process.exit(1);
}
