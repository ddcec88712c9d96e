import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";

/** What the product is compared with: Node's own HTTP server over one query, without pages, sessions, rules or history.
 *
 * `GET /times` the free quarter hours of one practitioner between two days; `POST /bookings` one row, `DELETE /bookings` that row. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const [practitioner, from, to, at] = ["practitioner", "from", "to", "at"].map((name) => searchParams.get(name));
  const answers: Record<string, () => Promise<unknown>> = {
    "GET /": async () => "ready",
    "GET /times": () => rows(freeTimes, [practitioner, from, to]),
    "POST /bookings": () => rows(booking, [practitioner, at]),
    "DELETE /bookings": () => rows(cancellation, [practitioner, at]),
  };
  await bodyOf(request);
  const answer = JSON.stringify(await answers[`${request.method} ${pathname}`]?.());
  response.writeHead(200, { "Content-Type": "application/json" }).end(answer);
});
server.listen(Number(process.env.PORT), "127.0.0.1");

const freeTimes = `
  select starts_at as start, starts_at + interval '15 minutes' as end
  from generate_series($2::date::timestamp, $3::date, interval '1 day') as day
    cross join generate_series(0, 39) as quarter
    cross join lateral (select (day + time '08:00' + quarter * interval '15 minutes') at time zone 'Europe/Paris' as starts_at) as time
  where starts_at > now() and starts_at not in (
    select occupied_from from occupation
    where resource_id = $1 and occupied_from >= $2::date and occupied_from < $3::date + 1)
  order by starts_at`;

const booking = `
  insert into bench.bare_booking (practitioner_id, starts_at) values ($1, $2) on conflict do nothing returning id`;

const cancellation = "delete from bench.bare_booking where practitioner_id = $1 and starts_at = $2 returning id";

async function rows(text: string, values: unknown[]): Promise<unknown[]> {
  return (await pool.query(text, values)).rows;
}

async function bodyOf(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}
