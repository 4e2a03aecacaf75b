import { execFileSync } from "node:child_process";
import { createSign, generateKeyPairSync } from "node:crypto";
import type { TerraformStack } from "cdktf";
import { EphemeralVariable } from "../../constructs/core/ephemeral";
import { Namespace } from "../../constructs/core/namespace";
import {
  DatabaseEngine,
  GithubActionsAuth,
  PipelineOrigin,
  PkiEngine,
  PkiRoot,
  PkiSigner,
  TransitEngine,
} from "../../constructs/secrets";
import { storeIn, workloadIn } from "../constructs/secrets/fixture";
import type { Json, SynthesizedJson } from "../support/synth";

/*
 * What Palisade declares for Vault, given to a real OpenBao by its API, whose parameters have the names of Terraform's
 * arguments. OpenBao has no AWS plug-ins in it, so those are not among it. GitHub is played by a key of the test's own.
 */

export const PORT = 38_300;
export const ADDRESS = `http://127.0.0.1:${PORT}`;
export const ROOT = "root-of-a-test";
export const ISSUER = "https://token.actions.githubusercontent.com";
export const AUDIENCE = "https://vault.example.org:8200";
export const START_SECONDS = 20;
/** Name of the authority of a mesh. */
export const AUTHORITY = "identity.linkerd.cluster.local";

/** Arguments that say where something goes, and what Terraform keeps for itself. */
export const PLACES = ["backend", "name", "role_name", "path", "lifecycle", "depends_on", "provider"];

export interface Answer {
  readonly status: number;
  readonly data: Json;
}

export async function ask(method: string, path: string, body?: unknown, token = ROOT): Promise<Answer> {
  const response = await fetch(`${ADDRESS}/v1/${path}`, {
    method,
    headers: {
      "X-Vault-Token": token,
      ...(method === "PATCH" ? { "Content-Type": "application/merge-patch+json" } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, data: text === "" ? {} : JSON.parse(text) };
}

/** Asks for something that has to be granted. */
export async function must(method: string, path: string, body?: unknown): Promise<Json> {
  const { data, status } = await ask(method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(data)}`);
  return data;
}

/** A request for a certificate of a name, as cert-manager makes one, for a key that nobody keeps. */
export function certificateRequest(name: string): string {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null"];
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  return execFileSync("openssl", ["req", "-new", ...key, ...subject], { encoding: "utf8", stdio: "pipe" });
}

/** What a certificate says of the authorities below it, in the words of OpenSSL. */
export function basicConstraints(certificate: string): string {
  const text = execFileSync("openssl", ["x509", "-noout", "-ext", "basicConstraints"], { input: certificate });
  return text.toString().trim().split("\n").at(-1)?.trim() ?? "";
}

/** The arguments of a resource that the API takes. */
export function parameters(config: Json, ...without: readonly string[]): Json {
  return Object.fromEntries(Object.entries(config).filter(([name]) => ![...PLACES, ...without].includes(name)));
}

export const resources = (stack: SynthesizedJson, type: string): readonly Json[] =>
  Object.values(stack.resource[type] ?? {});

/** References to policies stand as Terraform's expressions; their names are in the same stack. */
export function named(stack: SynthesizedJson, policies: readonly string[]): readonly string[] {
  return policies.map((policy) => {
    const [, id = ""] = /^\$\{vault_policy\.([^.]+)\.name\}$/.exec(policy) ?? [];
    return id === "" ? policy : stack.resource["vault_policy"]?.[id].name;
  });
}

export const github = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A token as GitHub gives one to a run, with changes. */
export function runToken(changes: Json = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: "repo:octo-org@123456/octo-repo@789012:environment:prod",
    repository: "octo-org/octo-repo",
    repository_id: "789012",
    repository_owner_id: "123456",
    environment: "prod",
    ref: "refs/heads/main",
    actor: "octocat",
    run_id: "1",
    workflow: "deploy",
    iat: seconds,
    nbf: seconds,
    exp: seconds + 300,
    ...changes,
  };
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(github.privateKey).toString("base64url")}`;
}

export function declare(stack: TerraformStack): void {
  const store = storeIn(stack);
  const pipeline = new GithubActionsAuth(stack, "github", { audience: AUDIENCE }).pipeline("deploy", {
    repository: "octo-org/octo-repo",
    origin: PipelineOrigin.environment("prod"),
    ids: { ownerId: 123456, repositoryId: 789012 },
  });
  store.secret("ci/reads", { keys: ["token"] }).grantRead(pipeline);
  store.secret("ci/writes", { keys: ["token"] }).grantWrite(pipeline);
  store.secret("rpc/others", { keys: ["token"] }).grantRead(workloadIn(stack, "erpc"));
  const password = new EphemeralVariable(stack, "vault-user", { description: "a password" }).ephemeralValue;
  const connection = new DatabaseEngine(stack, "database", { store }).connection("main", {
    kind: "postgresql",
    host: "db.internal",
    database: "app",
    username: "vault",
    password,
    passwordVersion: 1,
  });
  connection.dynamicRole("reporting", { memberOf: ["app_readonly"] });
  const transit = new TransitEngine(stack, "transit", { store });
  transit.key("bookmarks");
  transit.key("releases", { type: "ed25519" }).grantSign(pipeline);
  const root = new PkiRoot(stack, "root", { commonName: "Example Root" });
  root.authorityIssuer(stack, "authorities", {
    store,
    namespace: Namespace.fromName("linkerd"),
    commonName: AUTHORITY,
  });
  const signer = PkiSigner.root(root);
  const pki = new PkiEngine(stack, "pki", { store, commonName: "Example Internal CA 1", signer });
  const web = pki.role("web", { allowedDomains: ["rpc.svc.cluster.local"] });
  web.issuer(stack, "issuer", { namespace: Namespace.fromName("rpc") });
  web.grantSign(pipeline);
}
