/** The tests that need only Node and a Terraform binary. Real programs are in jest.real.config.js. */
module.exports = {
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["palisade-source", "node", "require", "default"] },
  roots: ["<rootDir>/test"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/real/"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  // Many tests run a whole Terraform; on a busy machine that takes longer than jest waits.
  testTimeout: 120_000,
  workerIdleMemoryLimit: "1GB",
};
