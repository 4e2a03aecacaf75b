import { architectureOf } from "../../lib/catalogue/aws/instance-types";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { PeerPort } from "../core/peer";
import type { INetwork } from "../network";
import type { NodeGroupProps } from "./eks-props";
import { checkEnclaves } from "./enclave-checks";

/** EKS adds 26 characters to a name prefix and takes 63 in all; the rest keeps names readable. */
const GROUP_NAME = /^[a-z][a-z0-9-]{0,28}[a-z0-9]$/;
const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;
const RELEASE_VERSION = /^1\.\d+\.\d+-\d{8}$/;
const SMALLEST_DISK_GIB = 20;
const LARGEST_DISK_GIB = 16_384;
/** Ports below are for services of the node itself, and the kubelet listens on 10250 (Kubernetes documentation, "Ports and Protocols"). */
const FIRST_P2P_PORT = 1024;
const LAST_PORT = 65_535;
const KUBELET_PORT = 10_250;

function oddGroupName(got: string): Problem {
  return {
    what: "a node group has a name that does not fit",
    got,
    allowed: "2 to 30 characters a-z, 0-9 and -, starting with a letter",
    doThis: "give it a short name, such as general",
  };
}

function oddInstanceType(group: string, got: string): Problem {
  return {
    what: `the node group ${group} names something that is not an instance type`,
    got,
    allowed: "names such as m7i.large",
    doThis: "correct it",
  };
}

function otherArchitecture(group: string, type: string, wanted: string): Problem {
  return {
    what: `the node group ${group} is for ${wanted} and names an instance type with another processor`,
    got: type,
    allowed: `instance types with ${wanted} processors`,
    doThis: `choose another type, or say architecture: "${architectureOf(type)}"`,
  };
}

function noInstanceTypes(group: string): Problem {
  return { what: `the node group ${group} has no instance types`, doThis: "name at least one" };
}

function badNodeCounts(group: string, props: NodeGroupProps): Problem {
  return {
    what: `the node group ${group} has numbers of nodes that do not fit together`,
    got: { minNodes: props.minNodes, desiredNodes: props.desiredNodes, maxNodes: props.maxNodes },
    allowed: "whole numbers with 0 <= minNodes <= desiredNodes <= maxNodes and maxNodes at least 1",
    doThis: "correct them",
  };
}

function badDisk(group: string, got: number): Problem {
  return {
    what: `the node group ${group} has a root disk of an impossible size`,
    got,
    allowed: `whole GiB from ${SMALLEST_DISK_GIB} to ${LARGEST_DISK_GIB}`,
    doThis: "choose a size; images and logs of a node live there",
  };
}

function oddRelease(group: string, got: string): Problem {
  return {
    what: `the node group ${group} has an odd image release`,
    got,
    allowed: "a release such as 1.35.7-20260911",
    doThis: "name an exact release, or leave it out",
  };
}

function noPeersSubnets(group: string): Problem {
  return {
    what: `the node group ${group} is for peers, and the network has no peers subnets`,
    doThis: "say peersSubnets: true on the network",
  };
}

function noP2pPorts(group: string): Problem {
  return {
    what: `the node group ${group} is for peers and opens no port`,
    doThis: "name the P2P ports of the clients that will run there",
  };
}

function p2pPortsElsewhere(group: string): Problem {
  return {
    what: `the node group ${group} opens P2P ports and is not for peers`,
    doThis: 'say purpose: "peers", or leave out p2pPorts: other nodes have no public address',
  };
}

function badP2pPort(group: string, got: PeerPort): Problem {
  return {
    what: `the node group ${group} opens a port to the internet that it may not`,
    got,
    allowed: `ports or ascending ranges from ${FIRST_P2P_PORT} to ${LAST_PORT}, without the kubelet's ${KUBELET_PORT}`,
    doThis: "open the P2P ports alone",
  };
}

/** Records what is wrong with one node group. */
export function checkNodeGroup(check: Checker, name: string, group: NodeGroupProps, network: INetwork): void {
  check.that(GROUP_NAME.test(name), () => oddGroupName(name));
  check.that(group.instanceTypes.length > 0, () => noInstanceTypes(name));
  const wanted = group.architecture ?? "x86_64";
  for (const type of group.instanceTypes) {
    const readable = check.that(INSTANCE_TYPE.test(type), () => oddInstanceType(name, type));
    if (readable) check.that(architectureOf(type) === wanted, () => otherArchitecture(name, type, wanted));
  }
  const desired = group.desiredNodes ?? group.minNodes;
  const counts = [group.minNodes, desired, group.maxNodes];
  const ascending =
    0 <= group.minNodes && group.minNodes <= desired && desired <= group.maxNodes && group.maxNodes >= 1;
  check.that(counts.every(Number.isInteger) && ascending, () => badNodeCounts(name, group));
  const disk = group.diskGiB;
  if (disk !== undefined) {
    const fits = Number.isInteger(disk) && disk >= SMALLEST_DISK_GIB && disk <= LARGEST_DISK_GIB;
    check.that(fits, () => badDisk(name, disk));
  }
  const release = group.releaseVersion;
  if (release !== undefined) check.that(RELEASE_VERSION.test(release), () => oddRelease(name, release));
  if (group.enclaves !== undefined) checkEnclaves(check, name, group, group.enclaves);
  checkP2p(check, name, group, network);
}

function checkP2p(check: Checker, name: string, group: NodeGroupProps, network: INetwork): void {
  const ports = group.p2pPorts ?? [];
  if (group.purpose !== "peers") {
    check.that(ports.length === 0, () => p2pPortsElsewhere(name));
    return;
  }
  check.that(network.subnetIds("peers").length > 0, () => noPeersSubnets(name));
  check.that(ports.length > 0, () => noP2pPorts(name));
  for (const port of ports) {
    const last = port.endPort ?? port.port;
    const whole = Number.isInteger(port.port) && Number.isInteger(last);
    const inside = port.port >= FIRST_P2P_PORT && port.port <= last && last <= LAST_PORT;
    const holdsKubelet = port.port <= KUBELET_PORT && KUBELET_PORT <= last;
    check.that(whole && inside && !holdsKubelet, () => badP2pPort(name, port));
  }
}
