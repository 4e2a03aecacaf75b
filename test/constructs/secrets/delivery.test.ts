import { readSchema, testWith } from "../../support/shared-schemas";
import { only } from "../../support/synth";
import { specProblems } from "./custom-resources";
import { ADDRESS, CERTIFICATE, granted, manifestsOf, ofKind, PATH } from "./fixture";

describe("what is delivered", () => {
  testWith("crds/external-secrets.io_secretstores.json.gz")("is a SecretStore that its definition accepts", () => {
    const schema = readSchema("crds/external-secrets.io_secretstores.json.gz").versions.v1.properties.spec;
    const [store] = ofKind(granted({ certificateAuthority: CERTIFICATE }), "SecretStore");
    expect(store.apiVersion).toBe("external-secrets.io/v1");
    expect(specProblems(store.spec, schema)).toEqual([]);
    expect(specProblems({ ...store.spec, refresh: 1 }, schema)).not.toEqual([]);
  });

  testWith("crds/external-secrets.io_externalsecrets.json")("is an ExternalSecret that its definition accepts", () => {
    const schema = readSchema("crds/external-secrets.io_externalsecrets.json").versions.v1.properties.spec;
    const [external] = ofKind(granted(), "ExternalSecret");
    expect(specProblems(external.spec, schema)).toEqual([]);
    expect(specProblems({ ...external.spec, refreshPolicy: "Sometimes" }, schema)).not.toEqual([]);
  });

  test("logs in as the reader's own service account, through the reader's role", () => {
    const stack = granted({ certificateAuthority: CERTIFICATE });
    const [store] = ofKind(stack, "SecretStore");
    expect(store.spec.provider.vault).toEqual({
      server: ADDRESS,
      path: "apps",
      version: "v2",
      caBundle: Buffer.from(CERTIFICATE).toString("base64"),
      auth: {
        kubernetes: {
          mountPath: "kubernetes",
          role: only(stack.resource["vault_kubernetes_auth_backend_role"]).role_name,
          serviceAccountRef: { name: "erpc", audiences: ["vault"] },
        },
      },
    });
  });

  test("names each key and its place, and goes when the grant goes", () => {
    const [store, external] = manifestsOf(granted());
    expect(external.spec).toMatchObject({
      refreshInterval: "3600s",
      secretStoreRef: { kind: "SecretStore", name: store.metadata.name },
      target: { creationPolicy: "Owner" },
      data: [
        { secretKey: "api-key", remoteRef: { key: PATH, property: "api-key" } },
        { secretKey: "url", remoteRef: { key: PATH, property: "url" } },
      ],
    });
  });

  test("carries the labels of its reader", () => {
    for (const manifest of manifestsOf(granted())) {
      expect(manifest.metadata.labels).toMatchObject({ "palisade.dev/kind": "workload", "palisade.dev/name": "erpc" });
    }
  });

  test("waits for the role, so that the first login works", () => {
    const [dependency] = only(granted().resource["helm_release"]).depends_on;
    expect(dependency).toMatch(/^vault_kubernetes_auth_backend_role\./);
  });
});
