import {
  type DeliveryLogin,
  type DeliveryObject,
  type SecretSource,
  sourceAnnotations,
  type VaultDeliveryLogin,
} from "./delivered-object";

const API_VERSION = "external-secrets.io/v1";
const GENERATORS = "generators.external-secrets.io/v1alpha1";

/** The SecretStore of one reader. */
export function externalSecretStore(name: string, login: DeliveryLogin): readonly DeliveryObject[] {
  const provider = login.kind === "vault" ? { vault: vaultProvider(login) } : { aws: awsProvider(login) };
  return [{ apiVersion: API_VERSION, kind: "SecretStore", metadata: { name }, spec: { provider } }];
}

/** What fills one Kubernetes Secret. */
export function externalSecret(
  name: string,
  storeName: string,
  login: DeliveryLogin,
  source: SecretSource,
): readonly DeliveryObject[] {
  const { keys, path, refreshSeconds } = source;
  const spec = {
    refreshPolicy: "Periodic",
    refreshInterval: `${refreshSeconds}s`,
    // Owner: the Kubernetes Secret goes with the grant. Retain: a value deleted in the store by mistake stops nobody.
    target: { name, creationPolicy: "Owner", deletionPolicy: "Retain" },
  };
  const metadata = { name, ...sourceAnnotations(source) };
  if (source.kind !== "stored" && login.kind === "vault") {
    // What is not in a KV mount is read as it is, by a generator that logs in as the store does.
    const generatorRef = { apiVersion: GENERATORS, kind: "VaultDynamicSecret", name };
    return [
      {
        apiVersion: GENERATORS,
        kind: "VaultDynamicSecret",
        metadata: { name },
        spec: {
          path: `/${source.engineMount ?? login.mount}/${path}`,
          method: "GET",
          resultType: "Data",
          provider: vaultProvider(login),
        },
      },
      {
        apiVersion: API_VERSION,
        kind: "ExternalSecret",
        metadata,
        spec: { ...spec, dataFrom: [{ sourceRef: { generatorRef } }] },
      },
    ];
  }
  const { refreshPolicy, refreshInterval, target } = spec;
  return [
    {
      apiVersion: API_VERSION,
      kind: "ExternalSecret",
      metadata,
      spec: {
        refreshPolicy,
        refreshInterval,
        secretStoreRef: { kind: "SecretStore", name: storeName },
        target,
        data: keys.map((key) => ({
          secretKey: key,
          remoteRef: {
            key: path,
            property: key,
            conversionStrategy: "Default",
            decodingStrategy: "None",
            metadataPolicy: "None",
          },
        })),
      },
    },
  ];
}

function vaultProvider(login: VaultDeliveryLogin) {
  const { address, audience, authPath, certificateAuthority, mount, role, serviceAccountName } = login;
  return {
    server: address,
    path: mount,
    version: "v2",
    ...(certificateAuthority === undefined ? {} : { caBundle: Buffer.from(certificateAuthority).toString("base64") }),
    auth: {
      kubernetes: {
        mountPath: authPath,
        role,
        serviceAccountRef: { name: serviceAccountName, audiences: [audience] },
      },
    },
  };
}

function awsProvider({ region, serviceAccountName }: { readonly region: string; readonly serviceAccountName: string }) {
  return {
    service: "SecretsManager",
    region,
    auth: { jwt: { serviceAccountRef: { name: serviceAccountName } } },
  };
}
