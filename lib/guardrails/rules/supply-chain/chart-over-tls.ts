import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

const ADDRESSES: readonly string[] = ["repository", "chart"];

/** A registry on this very machine is nobody else's way in. */
const PLAIN = /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])[:/])/;

export const chartOverTls = guardrail({
  id: "supply-chain/chart-over-tls",
  title: "Charts are fetched over TLS",
  severity: "high",
  why: "Whoever sits between puts manifests of his own into the chart, and the release has rights in the whole cluster.",
  fix: "use the repository's https:// or oci:// address",
  controls: { pci: ["4.2.1"], nist: ["SC-8"] },
  source: 'Helm documentation, "The Chart Repository Guide": repositories are served over HTTPS',
  subject: "release",
  check: ({ resource: { config } }) => {
    const plain = ADDRESSES.find((argument) => PLAIN.test(String(config[argument])));
    return plain === undefined ? PASS : fail([], "an address with https:// or oci://", config[plain]);
  },
  examples: () => {
    const release = (config: object) => exampleOf(JSON.stringify(config), "helm_release", { name: "it", ...config });
    return {
      pass: [
        release({ chart: "app", repository: "https://charts.example.org" }),
        release({ chart: "oci://ghcr.io/o/app" }),
        release({ chart: "app", repository: "http://localhost:8080" }),
        release({ chart: "app", repository: "http://127.0.0.1/charts" }),
      ],
      fail: [
        release({ chart: "app", repository: "http://charts.example.org" }),
        release({ chart: "app", repository: "http://localhost.example.org" }),
        release({ chart: "http://charts.example.org/app-1.2.3.tgz" }),
      ],
    };
  },
});
