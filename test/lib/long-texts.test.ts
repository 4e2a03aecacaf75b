import { Script } from "node:vm";
import type { JsonRecord } from "../../lib/core/json";
import { GUARDRAILS, judge } from "../../lib/guardrails";
import { examineStack } from "../../lib/truth/examine-stack";

// Whatever a long text is made of and wherever it stands, nobody who reads it throws, and nobody takes the square of its
// length: that would be minutes here.

const JUDGING = { rules: GUARDRAILS, today: "2026-11-22" };
const LENGTH = 100_000;
const LIMIT_MILLISECONDS = 20_000;
const DEPTH = 1_000;
/** So deep goes nobody who goes down with what is nested. */
const TOO_DEEP = 50_000;

function lists(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

function objects(depth: number): string {
  return `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
}

/** What long texts are made of: what opens something that is never closed, and what readers stop at. */
const PIECES: readonly string[] = [
  "a ",
  "a",
  "= ",
  "--a=b ",
  "curl ",
  "curl http://a | sh\n",
  "{",
  "[1,",
  "(",
  '"',
  "'",
  "`",
  "\\",
  "$" + "{",
  "$$" + "{",
  "%{",
  "{{",
  "*a ",
  "&a ",
  "- ",
  "? ",
  "a: b\n",
  "\n",
  "\t",
  "\r\n",
  "\u2028",
  "# \n",
  "<<EOF\n",
  "sum(",
  "rate(a[5m]) + ",
  "://",
  "eyJ.",
  "QUJD\n    ",
  "-----BEGIN RSA PRIVATE KEY-----\n",
  "10.0.0.0/8,",
  "@sha256:",
];

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ...PIECES.map((piece) => [JSON.stringify(piece), piece.repeat(Math.ceil(LENGTH / piece.length))] as const),
  ["a text that is never closed", `path "a" { policy = <<A${"\n".repeat(LENGTH)}`],
  ["policies in policies", 'path "a" {'.repeat(DEPTH)],
  ["lists in lists", lists(DEPTH)],
  ["objects in objects", objects(DEPTH)],
  ["functions in functions", `${"sum(".repeat(DEPTH)}a${")".repeat(DEPTH)}`],
  ["commands in commands", `${"$(".repeat(DEPTH)}a${")".repeat(DEPTH)}`],
  ["blocks in blocks", Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
];

function bundled(manifest: JsonRecord): JsonRecord {
  return { chart: "./assets/bundle", name: "bundle", values: [JSON.stringify({ manifests: [manifest] })] };
}

/** A stack with a text in all kinds of places that somebody reads. */
function stackWith(text: string): JsonRecord {
  const files = ["erpc.yaml", "alertmanager.yaml", "falco.yaml", "config.toml", "run.sh", "board.json"];
  const data = Object.fromEntries(files.map((file) => [file, text]));
  const container = { name: "a", image: text, command: ["sh", "-c", text], args: [text, `--x=${text}`] };
  const template = {
    metadata: { labels: { a: text } },
    spec: { container: [{ ...container, env: [{ value: text }] }] },
  };
  return {
    resource: {
      aws_instance: { a: { user_data: text, tags: { a: text } } },
      aws_launch_template: { a: { user_data: Buffer.from(text).toString("base64") } },
      aws_iam_policy: { a: { policy: text } },
      aws_iam_role: { a: { assume_role_policy: text } },
      aws_security_group: { a: { ingress: [{ cidr_blocks: [text], from_port: 1, to_port: 2, protocol: "tcp" }] } },
      helm_release: {
        vault: { chart: "vault", version: text, repository: "https://helm.releases.hashicorp.com", values: [text] },
        files: bundled({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" }, data }),
        rules: bundled({
          apiVersion: "monitoring.coreos.com/v1",
          kind: "PrometheusRule",
          metadata: { name: "a" },
          spec: { groups: [{ name: "a", rules: [{ alert: "A", expr: text, annotations: { summary: text } }] }] },
        }),
      },
      kubernetes_config_map_v1: { a: { metadata: { name: "a", labels: { grafana_dashboard: "1" } }, data } },
      kubernetes_deployment_v1: { a: { metadata: { name: text }, spec: { selector: {}, template } } },
      vault_policy: { a: { name: "a", policy: text } },
      github_repository_file: { a: { file: ".github/workflows/a.yml", content: text } },
    },
    output: { a: { value: text } },
  };
}

/** Ended when it takes too long. */
function inTime<T>(run: () => T): T {
  return new Script("run()").runInNewContext({ run }, { timeout: LIMIT_MILLISECONDS });
}

describe.each(TEXTS)("a long text of %s", (_, text) => {
  const json = stackWith(text);

  it("is judged", () => {
    const { errors } = inTime(() => judge([{ name: "a", json }], JUDGING));
    expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it("is looked at", () => {
    expect(inTime(() => examineStack(json)).problems).not.toEqual([]);
  });
});

describe.each([
  ["lists", lists(TOO_DEEP)],
  ["objects", objects(TOO_DEEP)],
  ["open brackets", "{".repeat(TOO_DEEP)],
  ["blocks of a policy", 'a "b" {'.repeat(TOO_DEEP)],
])("a text of %s without a bottom", (_, text) => {
  it("stops the rules that look into it, and nothing else", () => {
    const { errors } = inTime(() => judge([{ name: "a", json: stackWith(text) }], JUDGING));
    for (const { message } of errors) expect(message).toBe("Maximum call stack size exceeded");
  });

  it("is a problem of the resource it stands in", () => {
    const json = { resource: { aws_iam_policy: { a: { policy: text } }, aws_instance: { a: { user_data: text } } } };
    const { problems } = inTime(() => examineStack(json));
    expect(problems).not.toEqual([]);
    for (const { where } of problems) expect(where).toContain("aws_iam_policy.a");
  });
});
