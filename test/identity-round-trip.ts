import type { Browser } from "./browser.ts";
import type { playProvider } from "./identity-provider.ts";

/** Out to the provider and back, as a browser does; the answer to coming back. */
export async function goThrough(browser: Browser, played: Awaited<ReturnType<typeof playProvider>>, begin: string) {
  const out = await browser.get(begin);
  if (out.status !== 303) throw new Error(`nobody is sent out from ${begin}: ${out.status}`);
  const back = await played.visit(out.location!);
  return browser.get(back.pathname + back.search);
}
