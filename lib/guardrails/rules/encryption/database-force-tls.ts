import { asList, recordAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { fail, holds, PASS, unknown } from "../../verdict";

interface Engine {
  readonly family: RegExp;
  readonly parameter: string;
  /** Whether the database refuses plain connections when nobody says anything. */
  readonly isDefault: (version: number) => boolean;
}

/**
 * Engines by the family of their parameters. PostgreSQL refuses plain connections by default from 15 on, Aurora's from
 * 17 on. Source: Amazon RDS and Aurora user guides, rds.force_ssl and require_secure_transport.
 */
const ENGINES: readonly Engine[] = [
  { family: /^postgres(\d+)/, parameter: "rds.force_ssl", isDefault: (version) => version >= 15 },
  { family: /^aurora-postgresql(\d+)/, parameter: "rds.force_ssl", isDefault: (version) => version >= 17 },
  { family: /^mysql(5\.7|8\.0)/, parameter: "require_secure_transport", isDefault: () => false },
  { family: /^aurora-mysql(5\.7|8\.0)/, parameter: "require_secure_transport", isDefault: () => false },
];

const ON = ["1", "on", "true"];

export const databaseForceTls = guardrail({
  id: "encryption/database-force-tls",
  title: "Every parameter group makes its databases refuse connections without TLS",
  severity: "medium",
  why: "A client that forgets TLS sends its password and every row in clear, and nobody notices.",
  fix: 'set rds.force_ssl to "1", or require_secure_transport to "ON"',
  controls: { iso27001: ["A.8.24"], pci: ["4.2.1"], nist: ["SC-8"] },
  aliases: ["CKV2_AWS_69"],
  subject: "resource",
  types: ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"],
  check: ofMade(({ config }) => {
    const family = String(config["family"]);
    const engine = ENGINES.find((each) => each.family.test(family));
    if (engine === undefined) return undefined;
    const { parameter, isDefault } = engine;
    const parameters = asList(config["parameter"]).map((each) => recordAt(each));
    const index = parameters.findIndex(({ name }) => name === parameter);
    const expected = `${parameter} switched on`;
    if (index < 0) {
      const version = Number(engine.family.exec(family)?.[1]);
      return holds(isDefault(version), () => fail(["parameter"], expected));
    }
    const value = String(parameters[index]?.["value"]).toLowerCase();
    const at = ["parameter", index, "value"];
    if (value.includes(REFERENCE)) return unknown(at);
    return ON.includes(value) ? PASS : fail(at, expected, value);
  }),
  examples: () => {
    const group = (says: string, family: string, name = "log_connections", value: unknown = "1") =>
      exampleOf(says, "aws_db_parameter_group", {
        family,
        parameter: [
          { name: "timezone", value: "UTC" },
          { name, value },
        ],
      });
    const first = (says: string, value: string) =>
      exampleOf(says, "aws_rds_cluster_parameter_group", {
        family: "aurora-postgresql16",
        parameter: { name: "rds.force_ssl", value },
      });
    return {
      pass: [
        first("the first parameter of a cluster", "on"),
        group("PostgreSQL that is told", "postgres14", "rds.force_ssl"),
        group("PostgreSQL that is not told and refuses", "postgres15"),
        group("Aurora that is not told and refuses", "aurora-postgresql17"),
        group("Aurora that is told", "aurora-postgresql16", "rds.force_ssl", 1),
        group("MySQL that is told", "mysql8.0", "require_secure_transport", "ON"),
        group("MySQL that is told in another word", "aurora-mysql8.0", "require_secure_transport", true),
      ],
      fail: [
        first("a no as the first parameter of a cluster", "0"),
        group("PostgreSQL that is not told", "postgres14"),
        group("Aurora that is not told", "aurora-postgresql16"),
        group("PostgreSQL that is told not to", "postgres17", "rds.force_ssl", "0"),
        group("MySQL that is not told", "mysql5.7"),
        group("Aurora's MySQL that is not told", "aurora-mysql5.7"),
        group("Aurora's MySQL that is told not to", "aurora-mysql8.0", "require_secure_transport", "OFF"),
      ],
      unknown: [group("who decides later", "postgres16", "rds.force_ssl", "$" + "{var.force}")],
      notApplicable: [
        group("another engine", "oracle-ee-19"),
        group("an engine whose default is not known here", "mysql8.4"),
      ],
    };
  },
});
