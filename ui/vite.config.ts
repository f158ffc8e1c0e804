import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  resolve: {
    alias: [{ find: "$", replacement: from("./src") }],
  },
  clearScreen: false,
  // The Spanish of the library stands beside the library.
  server: { port: 5173, strictPort: true, fs: { allow: [from("."), from("../pathways/src/language")] } },
  build: { target: "safari15", chunkSizeWarningLimit: 1600, sourcemap: false },
  test: { environment: "jsdom", setupFiles: ["./tests/setup.ts"], testTimeout: 30_000, include: ["src/**/*.test.ts", "tests/**/*.test.ts"] },
});
