import type { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import { type Manifest, ManifestBundle } from "../core/manifest-bundle";
import type { DeliveredSecret, ISecretReader } from "../core/secret";
import { Volume } from "../core/volume";
import type { Secret } from "./secret";
import { distinctName } from "./secret-names";
import type { VaultAccess } from "./vault-access";

const API_VERSION = "external-secrets.io/v1";

function sameNamedStore(name: string, where: string): Problem {
  return {
    what: `secrets of two stores named ${name} go to one reader`,
    allowed: "store names that are unique in their environment",
    doThis: "give one of the stores another name",
    where,
  };
}

function unknownKey(key: string, secret: Secret, where: string): Problem {
  return {
    what: `the secret ${secret.path} has no such key`,
    got: key,
    allowed: secret.keys.join(", "),
    doThis: "use one of its keys, or declare the key where the secret is declared",
    where,
  };
}

/**
 * What brings the secrets of one store to one reader: a SecretStore that logs in to Vault as the reader's own service
 * account, and an ExternalSecret for each secret. It stands below the reader and goes with it.
 */
export class SecretDelivery extends Construct {
  /** The one of a reader and a store; made on first use. @throws PalisadeError when two stores have one name */
  public static of(reader: ISecretReader, store: VaultAccess, role: KubernetesAuthBackendRole): SecretDelivery {
    const id = `secrets-${store.name.replaceAll("/", ".")}`;
    const existing = reader.node.tryFindChild(id);
    if (existing === undefined) return new SecretDelivery(reader, id, store, role);
    if (existing instanceof SecretDelivery && existing.store === store) return existing;
    throw new PalisadeError([sameNamedStore(store.name, reader.node.path)]);
  }

  private readonly bundle: ManifestBundle;
  private readonly storeName: string;
  private readonly delivered = new Map<Secret, DeliveredSecret>();

  private constructor(
    private readonly reader: ISecretReader,
    id: string,
    private readonly store: VaultAccess,
    role: KubernetesAuthBackendRole,
  ) {
    super(reader, id);
    this.storeName = distinctName([reader.name, store.name], NameRules.kubernetesLabel);
    this.bundle = new ManifestBundle(this, "manifests", {
      namespace: reader.namespace,
      manifests: [secretStore(this.storeName, reader, store, role)],
      ...(TerraformStack.of(this) === TerraformStack.of(store) ? { dependsOn: [role] } : {}),
    });
  }

  /** Brings one secret to the reader. */
  public deliver(secret: Secret): DeliveredSecret {
    const known = this.delivered.get(secret);
    if (known !== undefined) return known;
    const secretName = distinctName([this.reader.name, this.store.name, secret.path], NameRules.kubernetesLabel);
    this.bundle.add(externalSecret(secretName, this.storeName, secret));
    const where = this.reader.node.path;
    const made: DeliveredSecret = {
      secretName,
      key: (name) => {
        if (!secret.keys.includes(name)) throw new PalisadeError([unknownKey(name, secret, where)]);
        return { secretName, key: name };
      },
      volume: () => Volume.secret(secretName, secretName),
    };
    this.delivered.set(secret, made);
    return made;
  }
}

function secretStore(
  name: string,
  reader: ISecretReader,
  store: VaultAccess,
  role: KubernetesAuthBackendRole,
): Manifest {
  const authority = store.certificateAuthority;
  return {
    apiVersion: API_VERSION,
    kind: "SecretStore",
    metadata: { name },
    spec: {
      provider: {
        vault: {
          server: store.address,
          path: store.mount,
          version: "v2",
          ...(authority === undefined ? {} : { caBundle: Buffer.from(authority).toString("base64") }),
          auth: {
            kubernetes: {
              mountPath: store.kubernetesAuthPath,
              role: role.roleNameInput,
              serviceAccountRef: { name: reader.serviceAccountName, audiences: [store.audience] },
            },
          },
        },
      },
    },
  };
}

function externalSecret(name: string, storeName: string, secret: Secret): Manifest {
  return {
    apiVersion: API_VERSION,
    kind: "ExternalSecret",
    metadata: { name },
    spec: {
      refreshPolicy: "Periodic",
      refreshInterval: `${secret.refreshSeconds}s`,
      secretStoreRef: { kind: "SecretStore", name: storeName },
      // Owner: the Kubernetes Secret goes with the grant. Retain: a value deleted in Vault by mistake stops nobody.
      target: { name, creationPolicy: "Owner", deletionPolicy: "Retain" },
      data: secret.keys.map((key) => ({
        secretKey: key,
        remoteRef: {
          key: secret.path,
          property: key,
          conversionStrategy: "Default",
          decodingStrategy: "None",
          metadataPolicy: "None",
        },
      })),
    },
  };
}
