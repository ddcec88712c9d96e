import type { Context } from "hono";

/** The agendas ticked in a form, as they came: several fields bear the name `agenda`. */
export async function tickedAgendas(c: Context): Promise<string[]> {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}) as Record<string, unknown>);
  return [body.agenda].flat().filter((value) => typeof value === "string");
}
