import { judge } from "../../../../lib/guardrails";
import { junitReport } from "../../../../lib/guardrails/reports/junit";
import { SUPPRESSION, stackOf, TODAY, volumeRule, volumeRuleWith } from "../support/planted";
import { REPORT } from "./report-fixture";

describe("the report as JUnit's XML", () => {
  it("has a suite for each stack and a case for each rule", () => {
    expect(junitReport(REPORT)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="palisade check">
  <testsuite name="app" tests="3" failures="1" errors="1" skipped="0">
    <testcase classname="planted.encrypted-volume" name="Every volume is encrypted">
      <failure type="high" message="encrypt it">app/b encrypted
  got: false
  expected: true</failure>
    </testcase>
    <testcase classname="planted.low" name="Small things">
      <system-out>app/a encrypted
  got: nothing
  expected: true
app/b encrypted
  got: false
  expected: true</system-out>
    </testcase>
    <testcase classname="planted.throwing" name="Every volume is encrypted">
      <error message="the rule failed to judge">app/bad: there is no such thing</error>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it("skips what is let off, and passes what holds", () => {
    const json = stackOf({ a: {}, good: { encrypted: true } }, { suppressions: [SUPPRESSION] });
    const verdicts = judge([{ name: "app", json }], { rules: [volumeRule], today: TODAY });
    expect(junitReport({ rules: [volumeRule], verdicts })).toContain(
      '<skipped message="the data is public and replaced every night (until 2026-12-01)"/>',
    );
    const right = judge([{ name: "app", json: stackOf({ good: { encrypted: true } }) }], {
      rules: [volumeRule],
      today: TODAY,
    });
    expect(junitReport({ rules: [volumeRule], verdicts: right })).toContain(
      '    <testcase classname="planted.encrypted-volume" name="Every volume is encrypted"/>',
    );
  });

  it("escapes what XML does not take, in attributes and in text", () => {
    const rule = volumeRuleWith({ title: `"<a> & 'b'\n\u0000`, fix: "x\u0007<y>" });
    const json = stackOf({ "a<&>\uD800": { encrypted: "]]><\u0001" } });
    const xml = junitReport({
      rules: [rule],
      verdicts: judge([{ name: "app", json }], { rules: [rule], today: TODAY }),
    });
    expect(xml).toContain('name="&quot;&lt;a&gt; &amp; &apos;b&apos;&#10;\uFFFD"');
    expect(xml).toContain('message="x\uFFFD&lt;y&gt;"');
    expect(xml).toContain("app/a&lt;&amp;&gt;\uFFFD encrypted");
    expect(xml).toContain("]]&gt;&lt;\\u0001");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML takes none of them
    expect(xml).not.toMatch(/[\u0000-\u0008]/);
  });
});
