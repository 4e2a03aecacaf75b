import { messages, SOURCE } from "./client-flags-fixture";

describe("a planted mistake is refused with the construct, the flag, the version and what would be right", () => {
  test("a flag that does not exist", () => {
    expect(messages("--http.apis=eth")).toEqual([
      [
        "test/eth-0 client --http.apis: geth v1.17.8 has no flag --http.apis",
        '  got: "--http.apis=eth"',
        "  allowed: --http.api, --http.addr, --http.port",
        "  do this: correct the name, or remove the flag",
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });

  test.each([
    ["--cache=lots", "a whole number"],
    ["--networkid=-1", "a whole number that is not negative"],
    ["--rpc.txfeecap=1eth", "a number"],
    ["--rpc.evmtimeout=10", "a duration with its unit, such as 10s or 1h30m"],
  ])("a value that it cannot read: %s", (written, allowed) => {
    const [name] = written.split("=");
    expect(messages(written)).toEqual([
      [
        `test/eth-0 client ${name}: geth v1.17.8 cannot read the value of ${name}`,
        `  got: "${written}"`,
        `  allowed: ${allowed}`,
        "  do this: correct the value",
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });

  test("a flag that the client dropped last release", () => {
    expect(messages("--nousb")).toEqual([
      [
        "test/eth-0 client --nousb: geth has no flag --nousb any more: v1.17.3 had it, v1.17.4 has not",
        '  got: "--nousb"',
        "  do this: remove the flag: it would stop the start",
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });

  test("a flag that is deprecated", () => {
    expect(messages("--state.size-tracking")).toEqual([
      [
        "test/eth-0 client --state.size-tracking: geth v1.17.8 still takes --state.size-tracking, but it is deprecated",
        '  got: "--state.size-tracking"',
        "  allowed: nothing in its place: it has no effect any more",
        "  do this: remove the flag",
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });

  test("a value outside of the allowed", () => {
    expect(messages("--syncmode=light")).toEqual([
      [
        'test/eth-0 client --syncmode: geth v1.17.8 does not know the value "light" of --syncmode',
        '  got: "--syncmode=light"',
        "  allowed: snap, full",
        "  do this: use one of these values",
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });

  test("a switch that is given a value", () => {
    const [joined] = messages("--http=8545");
    expect(joined).toBe(
      [
        "test/eth-0 client --http: geth v1.17.8 takes no value after --http",
        '  got: "--http=8545"',
        "  allowed: --http, --http=true or --http=false",
        "  do this: remove the value",
        `  source: ${SOURCE}`,
      ].join("\n"),
    );
    expect(messages("--http", "8545")).toEqual([joined]);
    expect(messages("-http", "8545")).toEqual([joined]);
  });

  test("a value that is missing", () => {
    expect(messages("--port", "--http")).toEqual([
      [
        "test/eth-0 client --port: geth v1.17.8 needs a value after --port",
        '  got: "--port"',
        "  allowed: --port=VALUE",
        "  do this: give it a value",
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });

  test("a flag that is given twice, even under another name", () => {
    expect(messages("--discovery.v5", "--discv5=false")).toEqual([
      [
        "test/eth-0 client --discv5: geth v1.17.8 is given --discv5 twice",
        '  got: "--discv5=false"',
        "  allowed: one value: no program takes two for this flag",
        "  do this: remove one of them",
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });

  test("all of one container at once, in their order", () => {
    expect(messages("--unlock=0", "--port", "--gcmode=light").map((message) => message.split(":")[0])).toEqual([
      "test/eth-0 client --unlock",
      "test/eth-0 client --port",
      "test/eth-0 client --gcmode",
    ]);
  });
});
