/** The tests that hand what Palisade renders to the programs that will read it. */
module.exports = {
  ...require("./jest.config.js"),
  roots: ["<rootDir>/test/real"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/real/provide-tools.ts",
  globalTeardown: "<rootDir>/test/real/report-tools.ts",
  testTimeout: 600_000,
};
