import {
  DEFAULT_EKS_VERSION,
  EKS_VERSIONS,
  type EksAddonName,
  type EksAddonVersions,
  eksVersion,
} from "../../lib/catalogue/aws/eks-versions";
import { Checker } from "../../lib/core/checks";
import { type Cidr, cidrsOverlap, parseCidr } from "../../lib/core/cidr";
import type { Problem } from "../../lib/core/errors";
import { logRetentionProblem } from "../core/encrypted-log-group";
import type { EksClusterProps } from "./eks-props";
import { checkNodeGroup } from "./node-group-checks";

const CLUSTER_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}$/;
const SHORT_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
const PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+$/;
const ADDON_VERSION = /^v\d+\.\d+\.\d+-eksbuild\.\d+$/;
const WIDEST_PUBLIC_PREFIX = 16;
/** EKS takes a service block from /12 to /24 (Amazon EKS API reference, KubernetesNetworkConfigRequest). */
const SERVICE_PREFIXES = { widest: 12, narrowest: 24 } as const;

const knownVersions = EKS_VERSIONS.map(({ version }) => version).join(", ");

function oddName(got: string): Problem {
  return {
    what: "no EKS cluster can have this name",
    got,
    allowed: "1 to 100 letters, digits, - and _, starting with a letter or digit",
    doThis: "choose another name",
  };
}

function unknownVersion(got: string): Problem {
  return {
    what: "the catalogue does not know this Kubernetes version on EKS",
    got,
    allowed: knownVersions,
    doThis: `take ${DEFAULT_EKS_VERSION}, or add the version to the catalogue with its source`,
  };
}

function missingAddonVersion(addon: string, version: string): Problem {
  return {
    what: `no version of the add-on ${addon} is known for Kubernetes ${version}`,
    doThis: `name it in addonVersions; aws eks describe-addon-versions --addon-name ${addon} --kubernetes-version ${version} lists them`,
  };
}

function floatingAddonVersion(addon: string, got: string): Problem {
  return {
    what: `the add-on ${addon} has no exact version`,
    got,
    allowed: "a full version such as v1.22.4-eksbuild.3",
    doThis: "pin the exact build",
  };
}

function oddShortName(field: string, got: string): Problem {
  return {
    what: `a name in ${field} cannot become part of an address`,
    got,
    allowed: "letters, digits and -, starting with a letter",
    doThis: "give it a short stable name; it must not change, since the address would",
  };
}

function noAdmin(): Problem {
  return {
    what: "nobody would be admin of the cluster",
    allowed: "at least one access grant with level admin and no namespaces",
    doThis: "name the role that administers it; whoever creates a cluster gets no rights by that",
  };
}

function oddPrincipal(name: string, got: string): Problem {
  return {
    what: `the access grant ${name} does not name an IAM role or user`,
    got,
    allowed: "arn:aws:iam::<account>:role/<name>",
    doThis: "give the ARN of a role; prefer roles, which have no lasting credentials",
  };
}

function limitedAdmin(name: string): Problem {
  return {
    what: `the access grant ${name} is admin of some namespaces`,
    doThis: "leave out namespaces, or grant edit",
  };
}

function tooWidePublicCidr(got: string): Problem {
  return {
    what: "the cluster's API would be open to a large part of the internet",
    got,
    allowed: `blocks of /${WIDEST_PUBLIC_PREFIX} or smaller`,
    doThis:
      "name the addresses of your own offices and runners, or keep the endpoint private (docs/private-endpoint.md)",
  };
}

function noGeneralNodes(): Problem {
  return {
    what: "the cluster has no nodes for DNS and its controllers",
    allowed: "at least one node group without a purpose",
    doThis: "add a node group that any pod may use",
  };
}

function tooFewZones(got: readonly string[]): Problem {
  return {
    what: "EKS needs subnets in two zones",
    got,
    allowed: "a network with two zones or more",
    doThis: "give the network another zone",
  };
}

function serviceCidrOverlaps(got: string, network: string): Problem {
  return {
    what: "the block for Services overlaps the network",
    got,
    allowed: `a block that shares no address with ${network}`,
    doThis: "choose another block, or leave it out",
  };
}

function serviceCidrSize(got: string): Problem {
  return {
    what: "EKS takes no block of this size for Services",
    got,
    allowed: `a prefix length from ${SERVICE_PREFIXES.widest} to ${SERVICE_PREFIXES.narrowest}`,
    doThis: "choose another block, or leave it out",
  };
}

/** Checks the props of a cluster. @returns the add-on versions it gets @throws PalisadeError listing every problem */
export function checkEksCluster(where: string, props: EksClusterProps): EksAddonVersions {
  const check = new Checker(where);
  const version = props.kubernetesVersion ?? DEFAULT_EKS_VERSION;
  check.that(CLUSTER_NAME.test(props.name), () => oddName(props.name));
  check.that(props.network.zones.length >= 2, () => tooFewZones(props.network.zones));
  check.that(eksVersion(version) !== undefined, () => unknownVersion(version));
  const addons = { ...eksVersion(version)?.addons, ...props.addonVersions };
  const complete = checkAddons(check, version, addons);
  for (const [field, names] of Object.entries({
    access: props.access,
    apiSecurityGroupIds: props.apiSecurityGroupIds,
  })) {
    for (const name of Object.keys(names ?? {})) check.that(SHORT_NAME.test(name), () => oddShortName(field, name));
  }
  checkAccess(check, props);
  checkAddresses(check, props);
  const groups = Object.entries(props.nodeGroups);
  check.that(
    groups.some(([, group]) => group.purpose === undefined),
    noGeneralNodes,
  );
  for (const [name, group] of groups) checkNodeGroup(check, name, group, props.network);
  const retention = props.logRetentionDays === undefined ? undefined : logRetentionProblem(props.logRetentionDays);
  if (retention !== undefined) check.add(retention);
  check.done();
  return complete;
}

function checkAddons(check: Checker, version: string, addons: Partial<EksAddonVersions>): EksAddonVersions {
  const pinned = (addon: EksAddonName): string => {
    const found = addons[addon];
    if (found === undefined) check.add(missingAddonVersion(addon, version));
    else check.that(ADDON_VERSION.test(found), () => floatingAddonVersion(addon, found));
    return found ?? "";
  };
  return {
    "vpc-cni": pinned("vpc-cni"),
    "kube-proxy": pinned("kube-proxy"),
    coredns: pinned("coredns"),
    "eks-pod-identity-agent": pinned("eks-pod-identity-agent"),
    "aws-ebs-csi-driver": pinned("aws-ebs-csi-driver"),
  };
}

function checkAccess(check: Checker, props: EksClusterProps): void {
  const grants = Object.entries(props.access);
  check.that(
    grants.some(([, grant]) => grant.level === "admin" && grant.namespaces === undefined),
    noAdmin,
  );
  for (const [name, grant] of grants) {
    // A role made in the same stack is a live reference, which only AWS can judge.
    const known = grant.principalArn.includes("${") || PRINCIPAL.test(grant.principalArn);
    check.that(known, () => oddPrincipal(name, grant.principalArn));
    check.that(grant.level !== "admin" || grant.namespaces === undefined, () => limitedAdmin(name));
  }
}

function checkAddresses(check: Checker, props: EksClusterProps): void {
  for (const cidr of props.apiCidrs ?? []) check.collect(() => parseCidr(cidr));
  for (const cidr of props.publicApiCidrs ?? []) {
    const block = check.collect(() => parseCidr(cidr));
    if (block !== undefined) check.that(block.prefixLength >= WIDEST_PUBLIC_PREFIX, () => tooWidePublicCidr(cidr));
  }
  const serviceCidr = props.serviceCidr;
  const service: Cidr | undefined = serviceCidr === undefined ? undefined : check.collect(() => parseCidr(serviceCidr));
  if (service === undefined || serviceCidr === undefined) return;
  const fits = service.prefixLength >= SERVICE_PREFIXES.widest && service.prefixLength <= SERVICE_PREFIXES.narrowest;
  check.that(fits, () => serviceCidrSize(serviceCidr));
  check.that(!cidrsOverlap(service, parseCidr(props.network.cidr)), () =>
    serviceCidrOverlaps(serviceCidr, props.network.cidr),
  );
}
