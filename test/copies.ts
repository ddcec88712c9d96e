import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { openDatabase } from "../src/platform/db.ts";
import { createLog } from "../src/platform/log.ts";
import { dropDatabase, newDatabase, type TestDatabase } from "./database.ts";

/** A database furnished once for this process of the run, of which any number of copies can be had, at some 20 ms each. `furnish` gives
 * what tests must know of it; nothing of it may hold a connection. */
export function copiesOf<Known>(furnish: (original: TestDatabase) => Promise<Known>) {
  let original: Promise<{ ownerUrl: string; url: string; known: Known }> | null = null;

  return async ({ until = afterAll as (end: () => Promise<void>) => void } = {}) => {
    original ??= makeOriginal(furnish);
    const { known, ...urls } = await original;
    const name = `copy_${randomUUID().replaceAll("-", "")}`;
    await run(`create database ${name} template ${nameIn(urls.ownerUrl)} strategy file_copy`);

    const log = createLog({ level: "silent" });
    const [url, ownerUrl] = [renamed(urls.url, name), renamed(urls.ownerUrl, name)];
    const [db, ownerDb] = [openDatabase({ url, log }), openDatabase({ url: ownerUrl, log })];
    until(async () => {
      await Promise.all([db.destroy(), ownerDb.destroy()]);
      await dropDatabase(inject("clusterUrl"), name);
    });
    return { db, ownerDb, url, ownerUrl, known };
  };
}

/** It lasts as long as the cluster: a copy needs it without connections. */
async function makeOriginal<Known>(furnish: (original: TestDatabase) => Promise<Known>) {
  const original = await newDatabase({ until: () => {} });
  const known = await furnish(original);
  await Promise.all([original.db.destroy(), original.ownerDb.destroy()]);
  return { url: original.url, ownerUrl: original.ownerUrl, known };
}

function nameIn(url: string): string {
  return /test_\w+/.exec(url)![0];
}

function renamed(url: string, name: string): string {
  return url.replace(nameIn(url), name);
}

async function run(statement: string) {
  const session = new pg.Client(inject("clusterUrl"));
  await session.connect();
  await session.query(statement);
  await session.end();
}
