import {
  type DeliveryObject,
  type RestartTarget,
  type SecretSource,
  sourceAnnotations,
  type VaultDeliveryLogin,
} from "./delivered-object";

const API_VERSION = "secrets.hashicorp.com/v1beta1";

/** Shortest life of a service account's token that the operator takes (VaultAuth, `tokenExpirationSeconds`). */
const ACCOUNT_TOKEN_SECONDS = 600;

/** Part of a lease after which it is renewed: the operator's own default. */
const RENEWAL_PERCENT = 67;

/** How the operator reaches Vault and logs in for one reader. */
export function vaultSecretsLogin(name: string, login: VaultDeliveryLogin): readonly DeliveryObject[] {
  const { address, audience, authPath, certificateAuthority, role, serviceAccountName } = login;
  const authorityName = `${name}-ca`;
  return [
    // A certificate is public; the operator takes it from a Secret only (VaultConnection, `caCertSecretRef`).
    ...(certificateAuthority === undefined
      ? []
      : [
          {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: authorityName },
            data: { "ca.crt": Buffer.from(certificateAuthority).toString("base64") },
          },
        ]),
    {
      apiVersion: API_VERSION,
      kind: "VaultConnection",
      metadata: { name },
      spec: {
        address,
        skipTLSVerify: false,
        ...(certificateAuthority === undefined ? {} : { caCertSecretRef: authorityName }),
      },
    },
    {
      apiVersion: API_VERSION,
      kind: "VaultAuth",
      metadata: { name },
      spec: {
        vaultConnectionRef: name,
        method: "kubernetes",
        mount: authPath,
        kubernetes: {
          role,
          serviceAccount: serviceAccountName,
          audiences: [audience],
          tokenExpirationSeconds: ACCOUNT_TOKEN_SECONDS,
        },
      },
    },
  ];
}

/** What fills one Kubernetes Secret, and restarts who reads it. */
export function vaultSecretsSecret(
  name: string,
  authName: string,
  login: VaultDeliveryLogin,
  source: SecretSource,
  restarts: readonly RestartTarget[],
): readonly DeliveryObject[] {
  const metadata = { name, ...sourceAnnotations(source) };
  const restarting = restarts.length === 0 ? {} : { rolloutRestartTargets: restarts };
  const destination = {
    name,
    create: true,
    overwrite: false,
    // Without this everything of the path stands in the Secret once more, under the key _raw.
    transformation: { excludeRaw: true, includes: source.keys.map((key) => `^${key.replaceAll(".", "\\.")}$`) },
  };
  if (source.kind === "stored") {
    const spec = {
      vaultAuthRef: authName,
      mount: login.mount,
      type: "kv-v2",
      path: source.path,
      refreshAfter: `${source.refreshSeconds}s`,
      // A Kubernetes Secret that somebody changes by hand is written anew.
      hmacSecretData: true,
      destination,
      ...restarting,
    };
    return [{ apiVersion: API_VERSION, kind: "VaultStaticSecret", metadata, spec }];
  }
  const timing =
    source.kind === "leased"
      ? { renewalPercent: RENEWAL_PERCENT, revoke: true }
      : { allowStaticCreds: true, refreshAfter: `${source.refreshSeconds}s` };
  const { engineMount: mount = login.mount, path } = source;
  const spec = { vaultAuthRef: authName, mount, path, ...timing, destination, ...restarting };
  return [{ apiVersion: API_VERSION, kind: "VaultDynamicSecret", metadata, spec }];
}
