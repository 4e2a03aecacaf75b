import { keySourcesIn } from "../../../lib/truth/key-source-mark";

const blank = { name: "", at: "", custody: "", curve: "", keys: [] };

describe("key sources in a synthesized file", () => {
  it("are read with what their owners wrote down", () => {
    const mark = {
      name: "cold",
      at: "s/cold",
      custody: "cold",
      curve: "ed25519",
      keys: ["a"],
      owners: ["alice", "bob"],
    };
    const keySources = [
      { ...mark, lastDrill: "2026-11-01", drillDays: 90 },
      { ...mark, threshold: 2 },
    ];
    expect(keySourcesIn({ keySources })).toEqual(keySources);
  });

  it("are read as far as they can be, and keep their places", () => {
    const odd = [null, 7, { name: 1, keys: [1, "k"], owners: "alice", threshold: "2", lastDrill: 3, drillDays: [] }];
    expect(keySourcesIn({ keySources: odd })).toEqual([blank, blank, { ...blank, keys: ["k"], owners: ["alice"] }]);
  });

  it.each([[{}], [{ keySources: null }]])("are none where a stack says of none: %j", (marks) => {
    expect(keySourcesIn(marks)).toEqual([]);
  });
});
