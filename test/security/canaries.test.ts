import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "cdktf";
import { synthesize } from "../../constructs/core/synthesize";
import { Canaries, type Canary } from "../../lib/canaries/canary";
import { type CanaryFinding, CanarySearch } from "../../lib/canaries/search";
import { readStacks } from "../../lib/rehearsal/stack-entry";
import { inDependencyOrder, type PlacedStack } from "../../lib/rehearsal/stack-graph";
import { resourcesOf } from "../../lib/truth/synthesized-resource";
import { environments } from "../../stacks/environments";
import { describeWithTerraform, terraformBinary } from "../support/terraform-binary";
import { app, palisade } from "./canaries/commands";
import { AUTHORITY_KEYS, isKeptInVault, isPublicParameter, PUBLIC_PARAMETERS } from "./canaries/exceptions";
import { declareCarefulStack, declareLeakingStack, GIVEN_VARIABLE, KEPT_VARIABLE } from "./canaries/own-stacks";
import { Planting } from "./canaries/planting";
import { type Recorded, RecordingTerraform } from "./canaries/recording-terraform";
import { filesBelow, planAndApply } from "./canaries/walk";

/** Variables that hold a credential of whoever runs Terraform, for the providers in use and for Terraform itself. */
const CREDENTIALS = [
  "VAULT_TOKEN",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "GITHUB_TOKEN",
  "KUBE_TOKEN",
  "TF_TOKEN_app_terraform_io",
  "PALISADE_UNHEARD_OF",
  // The sandbox lets this one through by itself.
  "LC_CREDENTIAL",
];
/** The environment that goes through every step of a rehearsal, by the command that people use. */
const WHOLE = "local";
const MINUTES = 60_000;

const scratch = mkdtempSync(join(tmpdir(), "palisade-canaries-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function folder(name: string): string {
  const path = join(scratch, name);
  mkdirSync(path);
  return path;
}

function found(canaries: readonly Canary[], recorded: readonly Recorded[]): readonly CanaryFinding[] {
  const search = new CanarySearch(canaries);
  for (const { place, content } of recorded) search.search(place, content);
  return search.findings;
}

/** What is kept in state though a provider calls it a secret; tests below show why it is none. */
const EXCEPTIONS = [PUBLIC_PARAMETERS, AUTHORITY_KEYS];

/** Ends of the names of what has to be searched of every stack. */
const OF_EVERY_STACK = ["cdk.tf.json", "rehearsal.tfplan", "rehearsal.tfstate", "show -json", "log", "output"];
/** What has to be searched beside. */
const REPORTS = ["palisade check --json", "palisade check --sarif", `palisade rehearse ${WHOLE} --json`];

describeWithTerraform("canaries in every environment", () => {
  const canaries = new Canaries();
  const planting = new Planting(canaries);
  const variables = CREDENTIALS.map((name) => canaries.at(name));
  const environment = { ...process.env, ...Object.fromEntries(variables.map(({ name, value }) => [name, value])) };
  const names = environments.map(({ name }) => name);
  let terraform: RecordingTerraform;
  let stacks: readonly PlacedStack[] = [];
  let recorded: readonly Recorded[] = [];

  beforeAll(async () => {
    const out = folder("environments");
    terraform = new RecordingTerraform(folder("terraform"), terraformBinary, variables);
    const said = await app({ ...environment, CDKTF_OUTDIR: out });
    stacks = inDependencyOrder(readStacks(out));
    const walk = (some: readonly string[]) =>
      planAndApply(
        stacks.filter(({ name }) => some.some((one) => name.startsWith(`${one}-`))),
        { terraformBinary: terraform.binary, environment, plantedSecrets: planting },
      );
    const commands = async () => [
      ...(await palisade(["check", "--json"], environment)),
      ...(await palisade(["check", "--sarif"], environment)),
      ...(await palisade(["rehearse", WHOLE, "--json"], { ...environment, TERRAFORM_BINARY_NAME: terraform.binary })),
    ];
    const half = Math.ceil(names.length / 2);
    const running = [walk(names.slice(0, half)), walk(names.slice(half)), commands()];
    // When one fails the others still have sandboxes open, which they close by themselves.
    await Promise.allSettled(running);
    const parts = await Promise.all(running);
    recorded = [...said, ...filesBelow(out), ...parts.flat(), ...terraform.recorded];
  }, 10 * MINUTES);

  test("reach every process of Terraform that runs", () => {
    const seen = terraform.seenEnvironments;
    // At least: prepare, plan, and apply each stack.
    expect(seen.length).toBeGreaterThanOrEqual(3 * stacks.length);
    for (const { name, value } of variables) {
      expect(seen.filter((text) => !text.includes(`${name}=${value}\n`))).toEqual([]);
    }
  });

  test("are looked for in all that was synthesized, planned, applied, logged and reported", () => {
    const places = recorded.map(({ place }) => place);
    for (const { name } of stacks) {
      const own = places.filter((place) => place.startsWith(`${name} `));
      expect(OF_EVERY_STACK.filter((end) => !own.some((place) => place.endsWith(end)))).toEqual([]);
    }
    expect(places).toEqual(expect.arrayContaining(REPORTS));
    expect(recorded.reduce((sum, { content }) => sum + content.length, 0)).toBeGreaterThan(10_000_000);
  });

  test("are found nowhere", () => {
    expect(found(canaries.all, recorded).filter(({ canary }) => !EXCEPTIONS.includes(canary))).toEqual([]);
  });

  test("stand for secrets, save for numbers of images that AWS tells everybody", () => {
    const parameters = stacks.flatMap(({ json }) =>
      [...resourcesOf(json)].filter(({ type }) => type === "aws_ssm_parameter"),
    );
    expect(planting.answered.has(PUBLIC_PARAMETERS)).toBe(true);
    expect(parameters.filter((parameter) => !isPublicParameter(parameter))).toEqual([]);
  });

  test("stand for keys, save for those of authorities, which Vault makes and keeps", () => {
    const requests = stacks.flatMap(({ json }) =>
      [...resourcesOf(json)].filter(({ type }) => AUTHORITY_KEYS.includes(` ${type}.`)),
    );
    expect(planting.answered.has(AUTHORITY_KEYS)).toBe(true);
    expect(requests.filter((request) => !isKeptInVault(request))).toEqual([]);
  });
});

/** A stack of its own, planned and applied with a planted variable, and everything there is of it. */
async function walked(name: string, declare: (app: App) => void, variable: Canary, canaries: Canaries) {
  const out = folder(name);
  synthesize({ outputDirectory: out }, declare);
  const planting = new Planting(canaries);
  const terraform = new RecordingTerraform(folder(`${name}-terraform`), terraformBinary, []);
  const recorded = await planAndApply(inDependencyOrder(readStacks(out)), {
    terraformBinary: terraform.binary,
    environment: { ...process.env, [variable.name]: variable.value },
    plantedSecrets: planting,
  });
  return { planting, recorded: [...filesBelow(out), ...recorded, ...terraform.recorded] };
}

describeWithTerraform("canaries that are handed on as they should be", () => {
  const canaries = new Canaries();
  const variable = canaries.at(`TF_VAR_${GIVEN_VARIABLE}`);
  let planting: Planting;
  let recorded: readonly Recorded[] = [];

  beforeAll(async () => {
    ({ planting, recorded } = await walked("careful", declareCarefulStack, variable, canaries));
  }, 5 * MINUTES);

  test.each<[string, string]>([
    [`TF_VAR_${GIVEN_VARIABLE}`, "vault_kv_secret_v2.data_json_wo"],
    ["ephemeral vault_kv_secret_v2.data.endpoint", "vault_kv_secret_v2.data_json_wo"],
    ["ephemeral vault_kv_secret_v2.data_json", "vault_kv_secret_v2.data_json_wo"],
    [
      "ephemeral aws_secretsmanager_random_password.random_password",
      "vault_database_secret_backend_connection.postgresql.password_wo",
    ],
  ])("%s reaches the provider in %s", (name, argument) => {
    const received = planting.arguments.filter((one) => one.argument === argument).map(({ text }) => text);
    expect(received).toEqual([expect.stringContaining(canaries.at(name).value)]);
  });

  test("are found nowhere", () => {
    expect(planting.answered.size).toBeGreaterThanOrEqual(3);
    expect(found(canaries.all, recorded)).toEqual([]);
  });
});

describeWithTerraform("canaries that leak", () => {
  const canaries = new Canaries();
  const variable = canaries.at(`TF_VAR_${KEPT_VARIABLE}`);
  let findings: readonly CanaryFinding[] = [];

  beforeAll(async () => {
    const { recorded } = await walked("leaking", declareLeakingStack, variable, canaries);
    findings = found(canaries.all, recorded);
  }, 5 * MINUTES);

  const places = ["rehearsal.tfplan > zip entry tfplan", "rehearsal.tfstate", "show -json"];
  const leaks: readonly (readonly [leak: string, canary: string, form: string, inside: string])[] = [
    ["plain", variable.name, "plain", ""],
    ["in base64", variable.name, "base64", ""],
    ["in gzip", variable.name, "plain", " > base64 > gzip"],
    ["that a provider answered with, in gzip", "data vault_kv_secret_v2.data.password", "plain", " > base64 > gzip"],
  ];

  describe.each(leaks)("%s", (_, canary, form, inside) => {
    test.each(places)("are found in %s", (place) => {
      expect(findings.filter((finding) => finding.canary === canary && finding.form === form)).toContainEqual(
        expect.objectContaining({ place: expect.stringMatching(new RegExp(`${place}${inside}$`)) }),
      );
    });
  });
});
