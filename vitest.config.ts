import { defineConfig } from "vitest/config";

/** Every test runs on a real PostgreSQL (test/cluster.ts). Files share their workers' modules: none may leave a trace in one. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
    globalSetup: "test/cluster.ts",
    isolate: false,
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
