import {
  DEFAULT_EKS_VERSION,
  EKS_VERSIONS,
  type EksVersion,
  eksVersion,
} from "../../../lib/catalogue/aws/eks-versions";

const versions: readonly EksVersion[] = EKS_VERSIONS;

describe("Kubernetes versions of EKS", () => {
  it("offer a default that is recommended and complete", () => {
    expect(eksVersion(DEFAULT_EKS_VERSION)).toMatchObject({ recommended: true, addons: expect.anything() });
    expect(eksVersion(DEFAULT_EKS_VERSION)?.standardSupportUntil).toBeDefined();
  });

  it("are named once, newest first", () => {
    const minors = versions.map(({ version }) => Number(version.split(".")[1]));
    expect(minors).toEqual([...new Set(minors)].sort((left, right) => right - left));
  });

  it("pin add-ons to exact builds, kube-proxy to the version itself", () => {
    for (const { version, addons } of versions) {
      if (addons === undefined) continue;
      for (const build of Object.values(addons)) expect(build).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      expect(addons["kube-proxy"].startsWith(`v${version}.`)).toBe(true);
    }
  });

  it("say where they were read, and give real dates", () => {
    for (const { source, standardSupportUntil } of versions) {
      expect(source.length).toBeGreaterThan(20);
      if (standardSupportUntil !== undefined) expect(Number.isNaN(Date.parse(standardSupportUntil))).toBe(false);
    }
  });
});
