import { AUDIT_FILE } from "./vault-configuration";
import { TERRAFORM_ROLE, type TerraformLoginSpec, type VaultRunbookSubject } from "./vault-runbook-subject";
import { terraformPolicy } from "./vault-terraform-policy";

/** One step of a runbook: what it is for, and the commands of it. */
export interface RunbookStep {
  /** Heading. */
  readonly title: string;
  /** Why, and what to look at. */
  readonly text: string;
  /** Shell commands, one after another. @default - the step is done by hand */
  readonly commands?: string;
}

/** File with what the first start gives back. Everything in it is encrypted to somebody. */
const OUTPUT = "first-start.json";
const TOKEN_LIFETIME = "20m";
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/** Host name of a server by which its certificate is known. */
export function serverHost({ name, namespace }: Pick<VaultRunbookSubject, "name" | "namespace">): string {
  return `${name}.${namespace}.svc`;
}

/** Opens a way from a person's machine to one server: through the API of Kubernetes, past the network policy. */
export function reachCommands(subject: VaultRunbookSubject, pod = `${subject.name}-0`): string {
  const { namespace, certificateSecretName, server } = subject;
  const prefix = server.variablePrefix;
  return [
    `kubectl --namespace ${namespace} get secret ${certificateSecretName} --output jsonpath='{.data.ca\\.crt}' |` +
      " base64 --decode > authority.pem",
    `kubectl --namespace ${namespace} port-forward pod/${pod} 8200:8200 &`,
    `export ${prefix}_ADDR=https://127.0.0.1:8200 ${prefix}_CACERT="$PWD/authority.pem"`,
    `export ${prefix}_TLS_SERVER_NAME=${serverHost(subject)}`,
    `${server.executable} status`,
  ].join("\n");
}

/**
 * From an installed server to one that Terraform can set up. A person does it: what opens the server is encrypted before
 * it leaves the server, and only the shell of that person ever holds the first root token.
 */
export function firstStartSteps(subject: VaultRunbookSubject): readonly RunbookStep[] {
  const { server, holders, threshold, replicas } = subject;
  const bao = server.executable;
  const token = `${server.variablePrefix}_TOKEN`;
  const [starter] = holders;
  const keyFile = (name: string) => `${name}.asc`;
  return [
    {
      title: "Collect the public keys",
      text:
        "Each holder exports their own key with the first command and sends the file. Whoever does the first start " +
        "checks every file against the fingerprints that stand in the code; they must print one line each.",
      commands: [
        ...holders.map(({ name, pgpFingerprint }) => `gpg --armor --export ${pgpFingerprint} > ${keyFile(name)}`),
        ...holders.map(
          ({ name, pgpFingerprint }) =>
            `gpg --show-keys --with-colons ${keyFile(name)} | grep '^fpr:.*:${pgpFingerprint}:'`,
        ),
      ].join("\n"),
    },
    {
      title: "Reach the first server",
      text: "It has to say `Initialized false` and `Sealed true`. Anything else: stop, somebody was here before you.",
      commands: reachCommands(subject),
    },
    {
      title: "Initialize",
      text:
        `Once, on one server; the others join by themselves. The ${holders.length} recovery shares and the first root ` +
        "token are encrypted on the server, so the file may be kept and nobody can use it alone.",
      commands: [
        `${bao} operator init -format=json \\`,
        `  -recovery-shares=${holders.length} -recovery-threshold=${threshold} \\`,
        `  -recovery-pgp-keys=${holders.map(({ name }) => keyFile(name)).join(",")} \\`,
        `  -root-token-pgp-key=${keyFile(starter?.name ?? "")} > ${OUTPUT}`,
      ].join("\n"),
    },
    {
      title: "Hand the shares out",
      text:
        "Send each holder their file. Each proves at once that they can read it, with the last command, and stores the " +
        "file and a paper copy away from their key. Go on only when all of them have said so.",
      commands: [
        ...holders.map(({ name }, index) => `jq --raw-output '.recovery_keys_b64[${index}]' ${OUTPUT} > ${name}.share`),
        ...holders.map(
          ({ name }) => `base64 --decode ${name}.share | gpg --decrypt > /dev/null && echo "${name} reads it"`,
        ),
      ].join("\n"),
    },
    {
      title: "Take the first root token",
      text:
        `${starter?.name ?? "The starter"} does this, on a machine that nobody shares. The token stands in this shell ` +
        "alone: never in a file, never as an argument.",
      commands: `export ${token}="$(jq --raw-output .root_token ${OUTPUT} | base64 --decode | gpg --quiet --decrypt)"`,
    },
    {
      title: "See that all servers are there",
      text: `There have to be ${replicas} voters, one of them the leader. One that is missing cannot reach the others on 8200 or 8201, or cannot use the key.`,
      commands: `${bao} operator raft list-peers`,
    },
    auditStep(subject),
    { title: "Let Terraform in", ...loginStep(subject) },
    {
      title: "Revoke the root token",
      text: "The second command has to fail with `permission denied`. From here on nobody is root, and Terraform sets the rest up.",
      commands: [`${bao} token revoke -self`, `${bao} token lookup`, `unset ${token}`].join("\n"),
    },
  ];
}

function auditStep({ server }: VaultRunbookSubject): RunbookStep {
  const title = "See that requests are written down";
  const list = `${server.executable} audit list`;
  return server.auditDevices === "configuration"
    ? {
        title,
        text: "The devices stand in the configuration: there have to be two, `volume/` and `stdout/`.",
        commands: list,
      }
    : {
        title,
        text:
          `Switch the log on that goes to the pod's own output; Terraform adds the one on the volume, ` +
          `${server.folder}/${AUDIT_FILE}. With two of them a full volume does not stop the server.`,
        commands: `${server.executable} audit enable -path=stdout file file_path=stdout\n${list}`,
      };
}

function loginStep(subject: VaultRunbookSubject): Omit<RunbookStep, "title"> {
  const { server, login } = subject;
  const bao = server.executable;
  return {
    text: loginText(login),
    commands: [
      `${bao} policy write ${TERRAFORM_ROLE} - <<'POLICY'`,
      `${terraformPolicy()}POLICY`,
      ...loginCommands(subject),
    ].join("\n"),
  };
}

function loginText(login: TerraformLoginSpec): string {
  const what =
    login.kind === "githubActions"
      ? `the runs of GitHub Actions whose token says all of what stands below, for the audience ${login.audience}; the run ` +
        "hands it to the provider as TERRAFORM_VAULT_AUTH_JWT"
      : `whoever acts as ${login.roleArn}`;
  return `This lets in ${what}. Nothing of it is secret, and no token is stored anywhere.`;
}

function loginCommands(subject: VaultRunbookSubject): readonly string[] {
  const { login, server } = subject;
  const bao = server.executable;
  const limits = { token_policies: [TERRAFORM_ROLE], token_ttl: TOKEN_LIFETIME, token_max_ttl: "1h" };
  const role = (settings: object) => [
    `${bao} write auth/${TERRAFORM_ROLE}/role/${TERRAFORM_ROLE} - <<'ROLE'`,
    JSON.stringify({ ...settings, ...limits }, undefined, 2),
    "ROLE",
  ];
  if (login.kind === "githubActions") {
    return [
      `${bao} auth enable -path=${TERRAFORM_ROLE} jwt`,
      `${bao} write auth/${TERRAFORM_ROLE}/config oidc_discovery_url=${GITHUB_ISSUER} bound_issuer=${GITHUB_ISSUER}`,
      ...role({
        role_type: "jwt",
        user_claim: "sub",
        bound_audiences: [login.audience],
        bound_claims: login.claims,
      }),
    ];
  }
  return [
    `${bao} auth enable -path=${TERRAFORM_ROLE} aws`,
    `${bao} write auth/${TERRAFORM_ROLE}/config/client sts_region=${login.region} \\`,
    `  sts_endpoint=https://sts.${login.region}.amazonaws.com iam_server_id_header_value=${serverHost(subject)}`,
    ...role({
      auth_type: "iam",
      bound_iam_principal_arn: login.roleArn,
      // Otherwise the server needs the right to read roles of the account.
      resolve_aws_unique_ids: false,
    }),
  ];
}
