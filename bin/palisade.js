#!/usr/bin/env node
// In a checkout the TypeScript sources run directly, so that `npx palisade` works right after `npm ci`;
// in the published package only the compiled files exist.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const source = join(__dirname, "..", "lib", "cli", "main.ts");
if (existsSync(source)) {
  require("tsx/cjs");
  require(source);
} else {
  require("../dist/lib/cli/main.js");
}
