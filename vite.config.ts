import { readFileSync } from "node:fs";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

/** One `vite build` makes both halves: what browsers load into dist/client, and the program itself into dist/server. */
export default defineConfig({
  plugins: [tailwindcss(), favicon()],
  publicDir: false,
  environments: {
    client: {
      build: {
        outDir: "dist/client",
        manifest: true,
        target: "baseline-widely-available",
        assetsInlineLimit: 0,
        modulePreload: false,
        rolldownOptions: {
          input: {
            styles: "src/ui/styles.css",
            "agenda-styles": "src/agenda/agenda.css",
            agenda: "src/ui/islands/agenda.ts",
            booking: "src/ui/islands/booking.ts",
            "find-patients": "src/ui/islands/find-patients.ts",
            forms: "src/ui/islands/forms.ts",
            hold: "src/ui/islands/hold.ts",
            openings: "src/ui/islands/openings.ts",
            "openings-styles": "src/settings/openings.css",
            passkey: "src/ui/islands/passkey.ts",
            password: "src/ui/islands/password.ts",
            preview: "src/ui/islands/preview.ts",
            print: "src/ui/islands/print.ts",
            reload: "src/ui/islands/reload.ts",
            suggest: "src/ui/islands/suggest.ts",
          },
        },
      },
    },
    ssr: {
      // Everything in node_modules stays there, except the icons: only those named are copied into the program.
      resolve: { external: true, noExternal: ["lucide-static"] },
      build: {
        outDir: "dist/server",
        ssr: true,
        target: "node26",
        copyPublicDir: false,
        emitAssets: false,
        sourcemap: true,
        rolldownOptions: {
          input: { main: "src/main.ts" },
          output: { entryFileNames: "[name].js", codeSplitting: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const half of ["client", "ssr"]) await builder.build(builder.environments[half]!);
    },
  },
});

/** Puts the tab's picture beside the other hashed files, so that one rule of caching serves them all. */
function favicon(): Plugin {
  const source = "src/ui/favicon.svg";
  return {
    name: "amicare-favicon",
    apply: "build",
    applyToEnvironment: (environment) => environment.name === "client",
    buildStart() {
      if (this.meta.watchMode) this.addWatchFile(source);
      this.emitFile({ type: "asset", name: "favicon.svg", originalFileName: source, source: readFileSync(source) });
    },
  };
}
