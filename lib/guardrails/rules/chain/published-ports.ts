import { asList, isJsonRecord, listAt, recordAt, textAt } from "../../../core/json";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import type { FieldPath } from "../../verdict";
import { serves } from "../kubernetes/services";
import { objectsOfKind } from "../kubernetes/workloads";

/** A port of a pod that is reached from outside of the cluster, or on every node. */
export interface PublishedPort {
  /** What publishes it. */
  readonly by: ObjectView;
  /** Where in that object. */
  readonly at: FieldPath;
  /** Name of the Service's port; empty where it has none. */
  readonly name: string;
  /** Number of the port in the pod; undefined where it is not known. */
  readonly port: number | undefined;
}

/** The ports of a pod that Services, Ingresses and routes of the same stack publish. */
export function publishedPorts(pod: PodView): readonly PublishedPort[] {
  const { stack } = pod.object.resource;
  const services = objectsOfKind(stack, "Service").filter((service) => serves(service, pod) === true);
  if (services.length === 0) return [];
  return [
    ...services
      .filter(isPublished)
      .flatMap((service) =>
        portsOf(service).map((port, index) => ({ by: service, at: ["spec", "ports", index], ...targetOf(pod, port) })),
      ),
    ...objectsOfKind(stack, "Ingress", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute").flatMap((object) =>
      backendsOf(object.manifest["spec"], ["spec"]).flatMap(({ service, port, at }) =>
        services
          .filter(({ name }) => name === service)
          .flatMap(portsOf)
          .filter((each) => port === undefined || each["port"] === port || each["name"] === port)
          .map((each) => ({ by: object, at, ...targetOf(pod, each) })),
      ),
    ),
  ];
}

function isPublished({ manifest }: ObjectView): boolean {
  const type = recordAt(manifest, "spec")["type"];
  return type === "LoadBalancer" || type === "NodePort";
}

function portsOf({ manifest }: ObjectView) {
  return listAt(recordAt(manifest, "spec"), "ports").filter(isJsonRecord);
}

/** The port of the pod behind that of a Service, by number, or by name among those of its containers. */
function targetOf(pod: PodView, port: Readonly<Record<string, unknown>>) {
  const target = port["targetPort"] ?? port["port"];
  const name = textAt(port, "name") ?? "";
  if (Number.isInteger(Number(target))) return { name, port: Number(target) };
  const named = pod.containers
    .flatMap(({ spec }) => listAt(spec, "ports"))
    .find((each) => textAt(each, "name") === target);
  return { name, port: isJsonRecord(named) ? Number(named["containerPort"]) : undefined };
}

interface Backend {
  readonly service: string;
  readonly port: unknown;
  readonly at: FieldPath;
}

/** The Services that an Ingress or a route sends traffic to. */
function backendsOf(value: unknown, at: FieldPath): readonly Backend[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => backendsOf(item, [...at, index]));
  if (!isJsonRecord(value)) return [];
  const backends = asList(value["backendRefs"]).flatMap((reference, index): Backend[] => {
    const service = textAt(reference, "name");
    if (service === undefined || (textAt(reference, "kind") ?? "Service") !== "Service") return [];
    return [{ service, port: recordAt(reference)["port"], at: [...at, "backendRefs", index] }];
  });
  const service = textAt(value["service"], "name");
  if (service !== undefined) {
    const port = recordAt(value["service"], "port");
    backends.push({ service, port: port["number"] ?? port["name"], at: [...at, "service"] });
  }
  return [
    ...backends,
    ...Object.entries(value).flatMap(([name, member]) => (name === "service" ? [] : backendsOf(member, [...at, name]))),
  ];
}
