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

describeWithTools(["botocore"], "AWS's own API models", (toolOf) => {
  function operationsOf(service: string): readonly string[] {
    const folder = join(toolOf("botocore").program, MODELS[service] ?? service);
    const [newest = ""] = readdirSync(folder).sort().reverse();
    const model: unknown = JSON.parse(gunzipSync(readFileSync(join(folder, newest, "service-2.json.gz"))).toString());
    return Object.keys(isJsonRecord(model) ? recordAt(model, "operations") : {});
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
    expect(missing.sort()).toEqual(OTHERWISE);
  });
});
