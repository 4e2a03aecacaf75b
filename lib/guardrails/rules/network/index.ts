import type { Rule } from "../../rule";
import { bucketPublicAccessBlock } from "./bucket-public-access-block";
import { defaultSecurityGroup } from "./default-security-group";
import { defaultVpc } from "./default-vpc";
import { ingressWithoutTls } from "./ingress-without-tls";
import { metadataHops } from "./metadata-hops";
import { metadataToken } from "./metadata-token";
import { namespaceDefaultDeny } from "./namespace-default-deny";
import { openAdminPort } from "./open-admin-port";
import { openApi } from "./open-api";
import { openChainPort } from "./open-chain-port";
import { openClusterEndpoint } from "./open-cluster-endpoint";
import { openControlPort } from "./open-control-port";
import { openDatabasePort } from "./open-database-port";
import { openEgress } from "./open-egress";
import { openEndpointService } from "./open-endpoint-service";
import { openFunction } from "./open-function";
import { openNetworkAcl } from "./open-network-acl";
import { openNetworkPolicy } from "./open-network-policy";
import { openNodePort } from "./open-node-port";
import { openPort } from "./open-port";
import { openService } from "./open-service";
import { openToEverything } from "./open-to-everything";
import { plainHttpListener } from "./plain-http-listener";
import { publicAddress } from "./public-address";
import { publicBucketAcl } from "./public-bucket-acl";
import { publicClusterEndpoint } from "./public-cluster-endpoint";
import { publicDataStore } from "./public-data-store";
import { publicSubnet } from "./public-subnet";
import { securityGroupDescription } from "./security-group-description";
import { unenforcedNetworkPolicy } from "./unenforced-network-policy";
import { unguardedIngress } from "./unguarded-ingress";
import { unguardedLoadBalancer } from "./unguarded-load-balancer";

/** Rules on what can be reached, and by whom. */
export const NETWORK_RULES: readonly Rule[] = [
  bucketPublicAccessBlock,
  defaultSecurityGroup,
  defaultVpc,
  ingressWithoutTls,
  metadataHops,
  metadataToken,
  namespaceDefaultDeny,
  openAdminPort,
  openApi,
  openChainPort,
  openClusterEndpoint,
  openControlPort,
  openDatabasePort,
  openEgress,
  openEndpointService,
  openFunction,
  openNetworkAcl,
  openNetworkPolicy,
  openNodePort,
  openPort,
  openService,
  openToEverything,
  plainHttpListener,
  publicAddress,
  publicBucketAcl,
  publicClusterEndpoint,
  publicDataStore,
  publicSubnet,
  securityGroupDescription,
  unenforcedNetworkPolicy,
  unguardedIngress,
  unguardedLoadBalancer,
];
