import { EksCluster, type EksClusterProps, type NodeGroupProps } from "../../../constructs/eks";
import { Network } from "../../../constructs/network";
import { type Json, type SynthesizedJson, synthStack } from "../../support/synth";

/** A network of three zones. */
export const network = Network.fromAttributes({
  vpcId: "vpc-0a1b2c3d",
  cidr: "10.0.0.0/16",
  region: "eu-central-1",
  zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  privateSubnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  peersSubnetIds: ["subnet-7", "subnet-8", "subnet-9"],
});

/** A group of nodes for everything. */
export const general: NodeGroupProps = { instanceTypes: ["m7i.large"], minNodes: 2, maxNodes: 4 };

/** The smallest cluster. */
export const base: EksClusterProps = {
  name: "prod-main",
  network,
  access: { platform: { principalArn: "arn:aws:iam::123456789012:role/platform", level: "admin" } },
  nodeGroups: { general },
};

/** A stack with one cluster. */
export const cluster = (props: Partial<EksClusterProps> = {}): SynthesizedJson =>
  synthStack((stack) => {
    new EksCluster(stack, "cluster", { ...base, ...props });
  });

/** The resource of a type whose address holds a part. Throws when there is none or more than one. */
export const named = (json: SynthesizedJson, type: string, part: string): Json => {
  const found = Object.entries<Json>(json.resource[type] ?? {}).filter(([address]) => address.includes(part));
  if (found.length !== 1) throw new Error(`expected one ${type} with ${part}, found ${found.length}`);
  return found[0]?.[1];
};
