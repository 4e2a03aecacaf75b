import type { SiemExport } from "../../../constructs/audit";
import { problemsOf } from "../../support/refusals";
import { synthApp } from "../../support/synth";
import { production } from "../keys/production";
import { auditIn, ENDPOINT, READER } from "./audit-fixture";

test.each<[string, SiemExport | undefined]>([
  ["alone", undefined],
  ["with a reader elsewhere", READER],
  ["with an address elsewhere", ENDPOINT],
])("an audit trail %s passes the strict profile without a finding", (_says, siem) => {
  const problems = problemsOf(() =>
    synthApp((app) => {
      auditIn(production(app, "prod-audit"), siem === undefined ? {} : { siem });
    }),
  );
  expect(problems).toEqual([]);
});
