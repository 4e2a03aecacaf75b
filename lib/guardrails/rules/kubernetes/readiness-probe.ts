import { exampleContainer, exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { judgeProbe } from "./probes";

export const readinessProbe = guardrail({
  id: "kubernetes/readiness-probe",
  title: "Every container that listens is asked whether it can take traffic",
  severity: "low",
  why: "Services send requests to a pod that is still starting, and a rollout goes on over pods that do not answer.",
  fix: "set readinessProbe, as probes.readiness of the container of a Workload",
  aliases: ["CKV_K8S_9", "C-0018", "pod-probes"],
  subject: "container",
  check: (container) => judgeProbe(container, "readinessProbe"),
  examples: () => {
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
        exampleContainer("a probe", { ports: [{ containerPort: 80 }], readinessProbe: { tcpSocket: { port: 80 } } }),
        exampleObjects(
          "a probe of what a Service sends traffic to",
          service("it"),
          exampleWorkload("Deployment", {
            containers: [{ name: "main", readinessProbe: { tcpSocket: { port: 80 } } }],
          }),
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
          { ports: [{ containerPort: 80 }], readinessProbe: { tcpSocket: { port: 80 } } },
          { initContainers: [{ name: "proxy", restartPolicy: "Always", ports: [{ containerPort: 15_001 }] }] },
        ),
      ],
      unknown: [
        exampleContainer("a probe from elsewhere", {
          ports: [{ containerPort: 80 }],
          readinessProbe: "$" + "{var.probe}",
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
  },
});
