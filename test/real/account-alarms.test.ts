import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ACCOUNT_ALARM_NAMES, accountAlarm } from "../../lib/catalogue/aws/account-alarms";
import { isJsonRecord, recordAt } from "../../lib/core/json";
import { describeWithTools } from "./tools";

/** Services that botocore calls otherwise than CloudTrail. */
const MODELS: Readonly<Record<string, string>> = { "access-analyzer": "accessanalyzer", monitoring: "cloudwatch" };

/** Calls that CloudTrail names otherwise than the API (Amazon S3 User Guide, "Amazon S3 CloudTrail events"). */
const OTHERWISE: readonly string[] = [
  "s3 DeleteBucketPublicAccessBlock",
  "s3 PutAccountPublicAccessBlock",
  "s3 PutBucketPublicAccessBlock",
];

/** Services whose parameters CloudTrail names otherwise than the API: `Bucket` of S3 is `bucketName` there. */
const OWN_PARAMETERS: readonly string[] = ["s3"];

describeWithTools(["botocore"], "AWS's own API models", (toolOf) => {
  function modelOf(service: string): Readonly<Record<string, unknown>> {
    const folder = join(toolOf("botocore").program, MODELS[service] ?? service);
    const [newest = ""] = readdirSync(folder).sort().reverse();
    const model: unknown = JSON.parse(gunzipSync(readFileSync(join(folder, newest, "service-2.json.gz"))).toString());
    return isJsonRecord(model) ? model : {};
  }

  function operationsOf(service: string): readonly string[] {
    return Object.keys(recordAt(modelOf(service), "operations"));
  }

  /** Parameters of a call, with a small first letter. */
  function parametersOf(service: string, call: string): readonly string[] {
    const model = modelOf(service);
    const { shape } = recordAt(recordAt(recordAt(model, "operations"), call), "input");
    const members = recordAt(recordAt(recordAt(model, "shapes"), String(shape)), "members");
    return Object.keys(members).map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
  }

  it("have every call that an alarm of an account looks for", () => {
    const missing = ACCOUNT_ALARM_NAMES.flatMap((name) => {
      const { found } = accountAlarm(name);
      if (typeof found === "string") return [];
      return found.flatMap(({ service, calls }) => {
        const known = operationsOf(service);
        return calls.filter((call) => !known.includes(call)).map((call) => `${service} ${call}`);
      });
    });
    expect([...new Set(missing)].sort()).toEqual(OTHERWISE);
  });

  it("have the parameter that says what a call is done to", () => {
    const asked = ACCOUNT_ALARM_NAMES.flatMap((name) => {
      const { found } = accountAlarm(name);
      return typeof found === "string" ? [] : found;
    }).flatMap(({ service, calls, on }) =>
      on === undefined || OWN_PARAMETERS.includes(service) ? [] : calls.map((call) => [service, call, on.parameter]),
    );
    expect(asked.length).toBeGreaterThan(20);
    for (const [service = "", call = "", parameter] of asked) {
      expect([call, parametersOf(service, call)]).toEqual([call, expect.arrayContaining([parameter])]);
    }
  });
});
