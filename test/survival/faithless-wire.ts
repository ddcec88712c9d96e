import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A wire to the database that can lose an answer. After `loseNextCommit()`, the next COMMIT of a transaction that wrote something goes
 * through to the server, and the wire is cut before its answer comes back, as in a failover. */
export async function faithlessWire(url: string) {
  const folder = mkdtempSync(join(tmpdir(), "amicare-wire-"));
  const server = new URL(url.replace("@/", "@localhost/")).searchParams.get("host")!;
  const wires = new Set<Socket>();
  let armed = false;

  const wire = createServer((client) => {
    const database = connect(join(server, ".s.PGSQL.5432"));
    let [hasWritten, cutting] = [false, false];
    client.on("data", (asked) => {
      const text = asked.toString("latin1");
      if (/insert into|update "|delete from/.test(text)) hasWritten = true;
      if (text.includes("commit\0")) {
        if (hasWritten && armed) [armed, cutting] = [false, true];
        hasWritten = false;
      }
      database.write(asked);
    });
    database.on("data", (answered) => {
      if (cutting) client.destroy();
      else client.write(answered);
    });
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      wires.add(one);
      one
        .on("error", () => {})
        .on("close", () => {
          wires.delete(one);
          other.destroy();
        });
    }
  });
  await new Promise<void>((resolve) => wire.listen(join(folder, ".s.PGSQL.5432"), resolve));
  return {
    url: url.replace(encodeURIComponent(server), encodeURIComponent(folder)),
    loseNextCommit() {
      armed = true;
    },
    close() {
      for (const socket of wires) socket.destroy();
      wire.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
