import { REFERENCE } from "../../../truth/terraform-text";
import { isEveryPort, type KnownPorts, knownIn } from "../../ports";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { openingOf, type SecurityGroupRule } from "./security-group-rules";

/**
 * Judges whether rules of a security group open known ports to everyone. A rule that opens every port, and one whose ports are
 * not known yet, is not judged here: other rules of the family are about those.
 */
export function judgeOpenings(rules: readonly SecurityGroupRule[], known: readonly KnownPorts[]): readonly Judgement[] {
  return rules.flatMap((rule) => {
    const { ports, protocol } = rule;
    if (ports === undefined || isEveryPort(ports)) return [];
    const [reached] = knownIn(ports, protocol, known);
    return rule.sources.map((source): Judgement => {
      if (reached === undefined || source.reach === "limited") return PASS;
      if (source.reach === "unknown" || protocol === REFERENCE) return unknown(source.at);
      return fail(source.at, `your own addresses, since ${reached.of} answers there`, openingOf(rule, source));
    });
  });
}
