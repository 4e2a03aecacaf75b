import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isJsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";
import { kubernetesObjectsOf } from "../../lib/truth/kubernetes/objects";
import { resourcesOf } from "../../lib/truth/synthesized-resource";
import { REFERENCE } from "../../lib/truth/terraform-text";
import { synthEnvironments } from "../support/environments";
import { SCANNER_PAGE_FILE, scannerPage } from "../support/scanner-page";
import { SCANNER_EXCEPTIONS, type Scanner } from "./scanner-exceptions";
import { describeWithTool } from "./tools";

/** The version of Kubernetes that the objects are for. */
const KUBERNETES = "v1.34";
/** kube-score grades from 1, critical, to 10. */
const CRITICAL = 1;

interface Finding {
  readonly check: string;
  /** Stack and resource. */
  readonly place: string;
}

const stacks = Object.entries(synthEnvironments());

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "palisade-scan-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], cwd: string): string {
  const { error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
  if (error !== undefined) throw error;
  if (stdout.trim() === "") throw new Error(stderr);
  return stdout;
}

/** What the scanner found that nobody has explained, and explanations of what it did not find. */
function unexplained(scanner: Scanner, findings: readonly Finding[]) {
  const exceptions = SCANNER_EXCEPTIONS.filter((exception) => exception.scanner === scanner);
  const fits = ({ check, place }: Finding) =>
    exceptions.filter((exception) => exception.check === check && exception.found.test(place));
  return {
    findings: findings.filter((finding) => fits(finding).length === 0),
    leftOver: exceptions.filter((exception) => !findings.some((finding) => fits(finding).includes(exception))),
  };
}

test("docs/scanners.md is what the data says", () => {
  expect(readFileSync(SCANNER_PAGE_FILE, "utf8")).toBe(scannerPage());
  const names = SCANNER_EXCEPTIONS.map(({ scanner, check, where }) => `${scanner} ${check} ${where}`);
  expect(new Set(names).size).toBe(names.length);
});

describeWithTool("checkov", "checkov", (checkov) => {
  /** checkov reads no block of Terraform's own settings in JSON; nothing in it is a resource. */
  const scan = (contents: Readonly<Record<string, unknown>>) =>
    inFolder((folder) => {
      for (const [stack, content] of Object.entries(contents)) {
        if (!isJsonRecord(content)) throw new Error(`${stack} is no stack`);
        const { terraform: _settings, "//": _comment, ...rest } = content;
        mkdirSync(join(folder, stack));
        writeFileSync(join(folder, stack, "main.tf.json"), JSON.stringify(rest));
      }
      const args = ["-d", ".", "--framework", "terraform_json", "--skip-download", "--compact", "-o", "json"];
      const report: unknown = JSON.parse(run(checkov, args, folder));
      const findings = listAt(recordAt(report, "results"), "failed_checks").map((finding) => ({
        check: textAt(finding, "check_id") ?? "",
        place: `${textAt(finding, "file_path")?.split("/")[1]} ${textAt(finding, "resource")}`,
      }));
      return { findings, summary: recordAt(report, "summary") };
    });

  it("finds nothing in any environment but what is explained", () => {
    const { findings, summary } = scan(Object.fromEntries(stacks));
    expect(summary).toMatchObject({ parsing_errors: 0 });
    expect(Number(summary["passed"])).toBeGreaterThan(500);
    expect(unexplained("checkov", findings)).toEqual({ findings: [], leftOver: [] });
  });

  it("finds a bucket without a guard, so that it would tell", () => {
    const { findings } = scan({ bare: { resource: { aws_s3_bucket: { it: { bucket: "it" } } } } });
    expect(findings.map(({ check }) => check)).toContain("CKV2_AWS_6");
  });
});

describeWithTool("kube-score", "kube-score", (kubeScore) => {
  const scan = (objects: readonly unknown[]): readonly Finding[] =>
    inFolder((folder) => {
      // What is not known yet gets a word that a name may hold.
      const texts = objects.map((object) => JSON.stringify(object).replaceAll(REFERENCE, "unknown"));
      writeFileSync(join(folder, "objects.yaml"), texts.join("\n---\n"));
      const args = ["score", "--output-format", "json", "--kubernetes-version", KUBERNETES, "objects.yaml"];
      const report: unknown = JSON.parse(run(kubeScore, args, folder));
      return (Array.isArray(report) ? report : []).flatMap((object: unknown) =>
        listAt(object, "checks")
          .filter((check) => isJsonRecord(check) && check["skipped"] !== true && check["grade"] === CRITICAL)
          .map((check) => ({
            check: textAt(recordAt(check, "check"), "id") ?? "",
            place: textAt(object, "object_name") ?? "",
          })),
      );
    });

  it("finds nothing critical in any environment but what is explained", () => {
    let seen = 0;
    const findings = stacks.flatMap(([stack, content]) => {
      const objects = [...resourcesOf(content)].flatMap((resource) => kubernetesObjectsOf(resource));
      seen += objects.length;
      if (objects.length === 0) return [];
      return scan(objects.map(({ manifest }) => manifest)).map(({ check, place }) => ({
        check,
        place: `${stack} ${place}`,
      }));
    });
    expect(seen).toBeGreaterThan(200);
    expect(unexplained("kube-score", findings)).toEqual({ findings: [], leftOver: [] });
  });

  it("finds a container that may do anything, so that it would tell", () => {
    const containers = [{ name: "it", image: "it:latest" }];
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "it" }, spec: { containers } };
    expect(scan([pod]).map(({ check }) => check)).toContain("container-image-tag");
  });
});
