import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import { checkContainer, checkDrain } from "./container-checks";
import { checkController } from "./controller-checks";
import { DEFAULT_STOP_GRACE_SECONDS } from "./pod-spec";
import { badName, LABEL, notPositive, relativePath, unknownReference } from "./workload-problems";
import type { WorkloadProps } from "./workload-props";

const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$/;
const NODE_PORTS = { first: 30_000, last: 32_767 };
const SHORTEST_TOKEN_SECONDS = 600;

function repeated(what: string, got: string): Problem {
  return { what: `two ${what} of one workload have the same name`, got, doThis: "give each its own" };
}

function persistentWithoutStatefulSet(volume: string, kind: string): Problem {
  return {
    what: `the persistent volume ${volume} belongs to a ${kind}`,
    got: kind,
    allowed: "Controller.statefulSet, which gives each replica a volume of its own",
    doThis: "use a stateful set, or a scratch volume",
  };
}

function peersNeedOnePod(got: number): Problem {
  return {
    what: "a workload with a port exposed to peers has several replicas",
    got,
    allowed: "1 replica: peers must reach the one node they know under that port",
    doThis: "declare one construct per node, each with its own port",
  };
}

function peersPortOutOfRange(name: string, got: number): Problem {
  return {
    what: `port ${name} is exposed to peers under a number that nodes cannot open`,
    got,
    allowed: `${NODE_PORTS.first} to ${NODE_PORTS.last}, the node port range`,
    doThis: "give the client a P2P port in that range, so that it announces the number peers can reach",
  };
}

function noWayIn(kind: string): Problem {
  return {
    what: `a port is exposed as ${kind}, but the cluster does not say where that traffic comes from`,
    allowed: "privateCidrs on the cluster, or ingressNamespace or loadBalancerCidrs on Exposure.publicTls",
    doThis: "tell the cluster its private CIDR blocks",
  };
}

function duplicates(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Never shows what was given: it may be the secret itself. */
function noVolume(got: unknown): Problem {
  return {
    what: `what is to be mounted is no volume${typeof got === "string" ? " but text, which would stand in the state" : ""}`,
    allowed: "Volume.secret, Volume.scratch and the like, or volume() of what grantRead of a secret gives",
    doThis: "keep the value in a store, grant its secret to the workload and mount that; revoke it if it was committed",
  };
}

/** Plain JavaScript may give text. */
function isVolume(volume: unknown): boolean {
  return typeof volume === "object" && volume !== null && "name" in volume && "source" in volume;
}

function checkVolumes(check: Checker, props: WorkloadProps): void {
  const volumes = (props.volumes ?? []).filter((volume) => check.that(isVolume(volume), () => noVolume(volume)));
  for (const name of duplicates(volumes.map((volume) => volume.name))) check.add(repeated("volumes", name));
  for (const { name, source } of volumes) {
    check.that(LABEL.test(name) && name.length <= 63, () => badName("a volume's name", name, 63));
    if (source.kind === "persistent") {
      check.that(Number.isInteger(source.storageGiB) && source.storageGiB > 0, () =>
        notPositive(`volume ${name} storageGiB`, source.storageGiB, "GiB"),
      );
      const kind = props.controller.spec.kind;
      check.that(kind === "statefulSet", () => persistentWithoutStatefulSet(name, kind));
    }
    if (source.kind === "scratch") {
      check.that(Number.isInteger(source.sizeMiB) && source.sizeMiB > 0, () =>
        notPositive(`volume ${name} sizeMiB`, source.sizeMiB, "MiB"),
      );
    }
    if (source.kind === "token" && source.lifetimeSeconds !== undefined) {
      const got = source.lifetimeSeconds;
      check.that(got >= SHORTEST_TOKEN_SECONDS, () => ({
        what: `the token of volume ${name} lives too short`,
        got,
        allowed: `${SHORTEST_TOKEN_SECONDS} seconds or more, as Kubernetes demands`,
        doThis: "raise lifetimeSeconds, or leave it out",
      }));
    }
  }
}

function checkPorts(check: Checker, props: WorkloadProps): void {
  const ports = props.containers.flatMap((container) => container.ports ?? []);
  for (const name of duplicates(ports.map((port) => port.name))) check.add(repeated("ports", name));
  const numbers = ports.map((port) => `${port.port}/${port.protocol ?? "TCP"}`);
  for (const number of duplicates(numbers)) check.add(repeated("ports", number));
  const { spec } = props.controller;
  const peers = ports.filter((port) => port.exposure?.kind === "peers");
  for (const port of peers) {
    check.that(port.port >= NODE_PORTS.first && port.port <= NODE_PORTS.last, () =>
      peersPortOutOfRange(port.name, port.port),
    );
  }
  if (peers.length > 0 && "replicas" in spec) {
    check.that(spec.replicas <= 1, () => peersNeedOnePod(spec.replicas));
  }
  for (const port of ports) {
    const needsCidrs = port.exposure?.kind === "privateNetwork";
    const { ingressNamespace, loadBalancerCidrs = [] } = port.exposure?.tls ?? {};
    const isNamed = ingressNamespace !== undefined || loadBalancerCidrs.length > 0;
    if (needsCidrs || (port.exposure?.kind === "publicTls" && !isNamed)) {
      check.that(props.cluster.privateCidrs.length > 0, () => noWayIn(port.exposure?.kind ?? ""));
    }
  }
  const metrics = props.metrics;
  if (metrics !== undefined) {
    const known = ports.map((port) => port.name);
    check.that(known.includes(metrics.port), () => unknownReference("the metrics endpoint", metrics.port, known));
  }
}

/** Checks everything a workload was given. @throws PalisadeError listing every problem */
export function checkWorkload(path: string, props: WorkloadProps): void {
  const check = new Checker(path);
  const { identity, containers, configuration } = props;
  const longest = NameRules.kubernetesWorkload.maxLength;
  check.that(LABEL.test(identity.name) && identity.name.length <= longest, () =>
    badName("a workload's name", identity.name, longest),
  );
  check.that(containers.length > 0, () => ({
    what: "a workload has no container",
    allowed: "at least one; the first is the main one",
    doThis: "add a container",
  }));
  const all = [...containers, ...(props.initContainers ?? [])];
  for (const name of duplicates(all.map((container) => container.name))) check.add(repeated("containers", name));
  for (const container of all) checkContainer(check, container, props.volumes ?? []);
  checkVolumes(check, props);
  checkPorts(check, props);
  checkController(check, props);
  const userId = props.userId;
  if (userId !== undefined) {
    check.that(Number.isInteger(userId) && userId >= 1, () => ({
      what: "a workload would run as root",
      got: userId,
      allowed: "a user id of at least 1",
      doThis: "choose another userId, or leave it out",
    }));
  }
  const grace = props.stopGraceSeconds ?? DEFAULT_STOP_GRACE_SECONDS;
  check.that(Number.isInteger(grace) && grace > 0, () => notPositive("stopGraceSeconds", grace, "seconds"));
  for (const container of all) checkDrain(check, container, grace);
  if (configuration !== undefined) {
    const { path: folder } = configuration;
    check.that(folder.startsWith("/"), () => relativePath("the path of the configuration files", folder));
  }
  for (const name of Object.keys(configuration?.files ?? {})) {
    check.that(FILE_NAME.test(name), () => ({
      what: "a configuration file has an odd name",
      got: name,
      allowed: "letters, digits, dots, hyphens and underscores; no folders",
      doThis: "rename the file",
    }));
  }
  check.done();
}
