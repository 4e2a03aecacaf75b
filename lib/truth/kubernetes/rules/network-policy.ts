import { recordAt } from "../../../core/json";
import { addressBlock, isPartOf } from "../address-block";
import type { ObjectReport } from "../object-report";
import { checkNumber, knownNumber, knownText, type Member, membersOf, type Rule } from "./rule";
import { checkSelector } from "./selectors";
import { checkForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, pkg/apis/networking/validation/validation.go";
const MAX_PORT = 65_535;

/** Peers, address blocks and ports of a network policy. */
export const checkNetworkPolicy: Rule = (manifest, report) => {
  const spec = recordAt(manifest, "spec");
  checkSelector(recordAt(spec, "podSelector"), "spec.podSelector", report);
  for (const [direction, peers] of [
    ["ingress", "from"],
    ["egress", "to"],
  ] as const) {
    for (const rule of membersOf(spec, direction, "spec")) {
      for (const port of membersOf(rule.record, "ports", rule.field)) checkPort(port, report);
      for (const peer of membersOf(rule.record, peers, rule.field)) checkPeer(peer, report);
    }
  }
};

function checkPort({ record, field }: Member, report: ObjectReport): void {
  const port = record["port"];
  checkNumber(port, { least: 1, most: MAX_PORT, source: SOURCE }, `${field}.port`, report);
  checkForm(port, TextForms.portName, `${field}.port`, report);
  const last = knownNumber(record["endPort"]);
  if (last === undefined) return;
  const isRange = typeof port === "number" && last >= port && last <= MAX_PORT;
  if (isRange || (typeof port === "string" && knownText(port) === undefined)) return;
  report.refuse(`${field}.endPort`, {
    what: "a range of ports has no beginning, or ends before it",
    got: last,
    allowed: `a number from port to ${MAX_PORT}, where port is a number`,
    doThis: "write both ends of the range",
    source: SOURCE,
  });
}

function checkPeer({ record, field }: Member, report: ObjectReport): void {
  const given = ["podSelector", "namespaceSelector", "ipBlock"].filter((name) => record[name] !== undefined);
  if (given.length === 0 || (given.includes("ipBlock") && given.length > 1)) {
    report.refuse(field, {
      what: given.length === 0 ? "a peer is nobody" : "a peer is an address block and pods at once",
      got: given,
      allowed: "podSelector, namespaceSelector or both, or ipBlock alone",
      doThis: given.length === 0 ? "say who it is; leave the list out for everyone" : "make two peers of it",
      source: SOURCE,
    });
  }
  for (const name of ["podSelector", "namespaceSelector"])
    checkSelector(recordAt(record, name), `${field}.${name}`, report);
  checkBlock({ record: recordAt(record, "ipBlock"), field: `${field}.ipBlock` }, report);
}

function checkBlock({ record, field }: Member, report: ObjectReport): void {
  const text = knownText(record["cidr"]);
  if (text === undefined) return;
  const whole = addressBlock(text);
  if (whole === undefined) report.refuse(`${field}.cidr`, noBlock(text));
  const except = record["except"];
  for (const [index, entry] of (Array.isArray(except) ? except : []).entries()) {
    const part = knownText(entry);
    if (part === undefined) continue;
    const block = addressBlock(part);
    if (block === undefined) report.refuse(`${field}.except[${index}]`, noBlock(part));
    else if (whole !== undefined && !isPartOf(whole, block)) {
      report.refuse(`${field}.except[${index}]`, {
        what: "an exception does not lie inside of its address block",
        got: part,
        allowed: `a part of ${text}, smaller than the whole`,
        doThis: "take it out, or write a part of the block",
        source: SOURCE,
      });
    }
  }
}

function noBlock(text: string) {
  return {
    what: "this is not an address block",
    got: text,
    allowed: "addresses in CIDR form, such as 10.0.0.0/16 or 2001:db8::/32",
    doThis: "write the block in CIDR form",
    source: SOURCE,
  };
}
