import type { MyData } from "../src/my-data/my-data.ts";
import { paths } from "../src/paths.ts";
import type { Browser } from "./browser.ts";
import { unzip } from "./unzip.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** Asks for the file through the front door; gives its id. */
export async function asksForExport(browser: Browser): Promise<string> {
  const { status, location } = await browser.post(paths.myData());
  if (status !== 303) throw new Error(`not prepared: ${status}`);
  return location!.split("/").at(-1)!;
}

/** The file, as the browser saves it. */
export async function downloads(world: World, browser: Browser, id: string) {
  const cookie = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join("; ");
  const answer = await world.app.request(paths.dataExportFile(id), { headers: { cookie } });
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** Asked for, prepared, downloaded and opened. */
export async function exportOf(
  world: World,
  browser: Browser,
): Promise<{ text: string; data: MyData; schema: object }> {
  const id = await asksForExport(browser);
  await world.drainJobs();
  const files = unzip((await downloads(world, browser, id)).bytes);
  const text = files.get("amicare.json")!;
  return { text, data: JSON.parse(text), schema: JSON.parse(files.get("amicare.schema.json")!) };
}
