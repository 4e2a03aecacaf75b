import type { ChartSpec } from "./chart-spec";

/** Falco at the release that the chart runs. The image holds its own rules (falco-rules 5.1.0) and the plugin for containers (0.7.1). */
export const FALCO_IMAGE = "docker.io/falcosecurity/falco:0.44.1";

/** Port on which Falco answers its probes and shows its metrics (chart value `falco.webserver.listen_port`). */
export const FALCO_PORT = 8765;

/**
 * Falco, which tells of what programs on a node do. As it comes the chart chooses its driver by itself, fetches rules
 * under a tag that moves, has the sockets of every container runtime mounted, stays away from tainted nodes, and shows
 * no metrics.
 */
export const FALCO_CHART = {
  name: "falco",
  repository: "https://falcosecurity.github.io/charts",
  version: "9.1.0",
  source: "falcosecurity/charts falco-9.1.0 @ 53586de4fb9d, values and templates read 2026-11-21",
  values: {
    // Rights over BPF, tracing and limits in place of a privileged container. Kernels from 5.8 on have them.
    driver: { kind: "modern_ebpf", modernEbpf: { leastPrivileged: true }, loader: { enabled: false } },
    // The downloader takes whatever stands behind falco-rules:5 at each start of a pod, from the internet. Without it the
    // rules and the plugin are those of the image, which is pinned.
    falcoctl: { artifact: { install: { enabled: false }, follow: { enabled: false } } },
    // Nodes for signers are tainted: without this there would be no Falco just where it matters.
    tolerations: [{ operator: "Exists" }],
    podPriorityClassName: "system-node-critical",
    resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { cpu: null, memory: "1Gi" } },
    collectors: {
      containerEngine: {
        // A socket that is not there would be made as a folder on the node, by mounting it.
        engines: {
          docker: { enabled: false },
          podman: { enabled: false },
          containerd: { enabled: false },
          cri: { enabled: true, sockets: ["/run/containerd/containerd.sock"] },
        },
      },
    },
    metrics: { enabled: true, interval: "15m", service: { create: false } },
    falco: {
      // The file there loads the plugin a second time; what it sets stands below.
      config_files: [],
      load_plugins: ["container"],
      time_format_iso_8601: true,
      json_output: true,
      // With `first` a rule that comes with Falco keeps those about signers from being looked at.
      rule_matching: "all",
      priority: "notice",
      // A container has no syslog.
      syslog_output: { enabled: false },
      log_syslog: false,
    },
  },
} as const satisfies ChartSpec;
