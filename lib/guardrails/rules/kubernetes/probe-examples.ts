import { exampleContainer, exampleObjects, exampleWorkload } from "../../example";
import type { RuleExamples } from "../../rule";

/** Containers that have a probe, need one, or do without. */
export function probeExamples(probe: "livenessProbe" | "readinessProbe"): RuleExamples {
  function service(app: string) {
    return {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "it", namespace: "apps" },
      spec: { selector: { app } },
    };
  }
  return {
    pass: [
      exampleContainer("a probe", { ports: [{ containerPort: 80 }], [probe]: { tcpSocket: { port: 80 } } }),
      exampleObjects(
        "a probe of what a Service sends traffic to",
        service("it"),
        exampleWorkload("Deployment", { containers: [{ name: "main", [probe]: { tcpSocket: { port: 80 } } }] }),
      ),
    ],
    fail: [
      exampleContainer("no probe", { ports: [{ containerPort: 80 }] }),
      exampleContainer("another probe", {
        ports: [{ containerPort: 80 }],
        startupProbe: { tcpSocket: { port: 80 } },
      }),
      exampleObjects(
        "a port that no container names",
        service("it"),
        exampleWorkload("Deployment", { containers: [{ name: "main" }] }),
      ),
      exampleContainer(
        "a sidecar without one",
        { ports: [{ containerPort: 80 }], [probe]: { tcpSocket: { port: 80 } } },
        { initContainers: [{ name: "proxy", restartPolicy: "Always", ports: [{ containerPort: 15_001 }] }] },
      ),
    ],
    unknown: [
      exampleContainer("a probe from elsewhere", {
        ports: [{ containerPort: 80 }],
        [probe]: "$" + "{var.probe}",
      }),
      exampleObjects(
        "a Service that may send traffic to it",
        service("$" + "{var.app}"),
        exampleWorkload("Deployment", { containers: [{ name: "main" }] }),
      ),
    ],
    notApplicable: [
      exampleContainer("a container that listens on no port", {}),
      exampleObjects(
        "a job",
        exampleWorkload("Job", { containers: [{ name: "main", ports: [{ containerPort: 80 }] }] }),
      ),
      exampleObjects(
        "a job on a schedule",
        exampleWorkload("CronJob", { containers: [{ name: "main", ports: [{ containerPort: 80 }] }] }),
      ),
      exampleContainer("a pod that ends", { ports: [{ containerPort: 80 }] }, { restartPolicy: "OnFailure" }),
      exampleContainer("a pod that runs once", { ports: [{ containerPort: 80 }] }, { restartPolicy: "Never" }),
      exampleObjects(
        "a Service for other pods",
        service("other"),
        exampleWorkload("Deployment", { containers: [{ name: "main" }] }),
      ),
    ],
  };
}
