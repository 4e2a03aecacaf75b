import type { JsonRecord } from "../../../../lib/core/json";
import { examineStack } from "../../../../lib/truth";

const template = (expression: string) => `\${${expression}}`;

const notes = (type: string, config: JsonRecord) =>
  examineStack({ resource: { [type]: { it: config } } }).notes.map(({ where, what }) => `${where}: ${what}`);

describe("a text that nobody can read before the apply", () => {
  it.each<[type: string, argument: string, text: unknown, place: string, name: string]>([
    ["aws_iam_policy", "policy", template("jsonencode(local.policy)"), "policy", "jsonencode"],
    ["aws_iam_policy", "policy", template('file("policy.json")'), "policy", "file"],
    ["helm_release", "values", [template("yamlencode(merge({}, {}))")], "values[0]", "yamlencode"],
    ["helm_release", "values", ["a: 1", template('templatefile("a.yaml", {})')], "values[1]", "templatefile"],
    ["kubernetes_config_map_v1", "data", { "a.json": template("jsonencode(var.a)") }, "data.a.json", "jsonencode"],
  ])("is noted: %s %s %j", (type, argument, text, place, name) => {
    expect(notes(type, { chart: "x", [argument]: text })).toEqual([
      `${type}.it, ${place}: this text is not checked, since ${name}() makes it when Terraform runs`,
    ]);
  });

  it.each<[type: string, config: JsonRecord]>([
    ["aws_iam_policy", { policy: template("data.aws_iam_policy_document.one.json") }],
    ["aws_instance", { user_data: template('file("start.sh")') }],
    ["helm_release", { chart: "x", values: [template("jsonencode({ a = var.a })")] }],
    ["kubernetes_config_map_v1", { "//": { text: template("jsonencode(var.a)") } }],
  ])("is not what stands in %s %j", (type, config) => {
    expect(notes(type, config)).toEqual([]);
  });
});

it("a text that Terraform makes of known data is read", () => {
  const data = '{"panels" = [{"datasource" = {"type" = "prometheus"}, "targets" = [{"expr" = "rate(x)"}]}]}';
  const config = { metadata: { name: "a", labels: { grafana_dashboard: "1" } }, data: {} };
  const found = examineStack({
    resource: { kubernetes_config_map_v1: { it: { ...config, data: { "a.json": template(`jsonencode(${data})`) } } } },
  });
  expect(found.problems).toMatchObject([{ got: "rate(x)" }]);
});
