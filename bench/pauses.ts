/** Loaded into the servers under measure (--import): told "listen", it looks every 5 ms until told to "tell" by how much it was late
 * at most, in milliseconds. Otherwise it does nothing. */
let looking: NodeJS.Timeout | undefined;
let longestMs = 0;

process.on("message", (word) => {
  clearInterval(looking);
  if (word === "listen") listen();
  else process.send?.(longestMs);
});
process.channel?.unref(); // it keeps nobody alive

function listen() {
  longestMs = 0;
  let lastMs = performance.now();
  looking = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs - everyMs);
    lastMs = nowMs;
  }, everyMs);
}

const everyMs = 5;
