import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { INCIDENTS } from "../../lib/catalogue/incidents";
import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../../lib/core/json";
import { describeWithTools } from "./tools";

/** Words of the command line that are no service of the API. */
const SERVICES: Readonly<Record<string, string>> = { s3api: "s3" };

/** Options that every command of the AWS CLI takes. */
const OF_THE_CLI = ["query", "output", "region"];

/** What the AWS CLI does by itself, with several calls (AWS CLI Command Reference, cloudtrail validate-logs). */
const OWN_COMMANDS = ["cloudtrail validate-logs"];

const plain = (name: string): string => name.replaceAll("-", "").toLowerCase();

/** Commands of AWS in every runbook of an incident. */
const COMMANDS = Object.values(INCIDENTS)
  .flatMap(({ firstMinutes, contain, findOut, recover }) => [firstMinutes, contain, findOut, recover].flat())
  .flatMap(({ commands = [] }) => commands.filter((command) => command.startsWith("aws ")));

describeWithTools(["botocore"], "AWS's own API models", (toolOf) => {
  function modelOf(service: string): JsonRecord {
    const folder = join(toolOf("botocore").program, SERVICES[service] ?? service);
    const [newest = ""] = readdirSync(folder).sort().reverse();
    const model: unknown = JSON.parse(gunzipSync(readFileSync(join(folder, newest, "service-2.json.gz"))).toString());
    return isJsonRecord(model) ? model : {};
  }

  /** What is wrong with a command, as half a sentence; undefined when the API takes it. */
  function faultOf(command: string): string | undefined {
    const [, service = "", call = ""] = command.split(" ");
    if (OWN_COMMANDS.includes(`${service} ${call}`)) return undefined;
    const model = modelOf(service);
    const operations = recordAt(model, "operations");
    const operation = Object.keys(operations).find((name) => plain(name) === plain(call));
    if (operation === undefined) return "there is no such call";
    const input = textAt(recordAt(operations, operation, "input"), "shape") ?? "";
    const shape = recordAt(model, "shapes", input);
    const members = Object.keys(recordAt(shape, "members")).map(plain);
    const options = [...command.matchAll(/ --([a-z-]+)/g)].map(([, name = ""]) => name);
    const unknown = options.filter((name) => !OF_THE_CLI.includes(name) && !members.includes(plain(name)));
    if (unknown.length > 0) return `it takes no ${unknown.join(", ")}`;
    const required: unknown = shape["required"];
    const missing = Array.isArray(required) ? required.filter((name) => !options.map(plain).includes(plain(name))) : [];
    return missing.length === 0 ? undefined : `it needs ${missing.join(", ")}`;
  }

  it("take every command that the runbooks of incidents give", () => {
    expect(COMMANDS.length).toBeGreaterThan(20);
    expect(
      COMMANDS.flatMap((command) => (faultOf(command) === undefined ? [] : [`${command}: ${faultOf(command)}`])),
    ).toEqual([]);
  });

  it("refuse a call that is not there, an option that it does not take, and one that is missing", () => {
    expect(faultOf("aws kms switch-off --key-id KEY")).toBe("there is no such call");
    expect(faultOf("aws kms disable-key --key-id KEY --alias NAME")).toBe("it takes no alias");
    expect(faultOf("aws kms revoke-grant --key-id KEY")).toBe("it needs GrantId");
  });
});
