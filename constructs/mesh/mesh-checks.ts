import type { Problem } from "../../lib/core/errors";
import { asList, recordAt } from "../../lib/core/json";
import { TRUST_DOMAIN } from "../../lib/render/istio-policies";
import { clusterProblem } from "../core/given-constructs";
import { Namespace } from "../core/namespace";
import { MeshIdentity } from "./mesh-identity";

/** With one, the mesh stands still while its node does. */
const LEAST_REPLICAS = 2;

/** Problem of a number of replicas; undefined when it is fine, and when there is none. */
function replicasProblem(program: string, got: unknown): Problem | undefined {
  if (got === undefined || (isWhole(got) && got >= LEAST_REPLICAS)) return undefined;
  return {
    what: `${program} runs too seldom to lose a node`,
    got,
    allowed: `a whole number of at least ${LEAST_REPLICAS}`,
    doThis: "raise replicas, or leave it out",
  };
}

/** Problem of a port; undefined when it is fine. */
function portProblem(got: unknown): Problem | undefined {
  if (isWhole(got) && got >= 1 && got <= 65_535) return undefined;
  return {
    what: "an opaque port is no port",
    got,
    allowed: "a whole number from 1 to 65535",
    doThis: "give the port that the server listens on",
  };
}

/** Everything wrong with what Istio is to be made of. What is read was handed over as anything. */
export function istioProblems(props: unknown): readonly Problem[] {
  const { cluster, replicas } = recordAt({ props }, "props");
  const { trustDomain } = recordAt(props, "charts", "istiod", "values", "meshConfig");
  return found([
    clusterProblem(cluster),
    replicasProblem("istiod", replicas),
    trustDomain === undefined || trustDomain === TRUST_DOMAIN ? undefined : otherTrustDomain(trustDomain),
  ]);
}

/** Everything wrong with what Linkerd is to be made of. */
export function linkerdProblems(props: unknown): readonly Problem[] {
  const { cluster, identity, namespace, opaquePorts, replicas } = recordAt({ props }, "props");
  return found([
    clusterProblem(cluster),
    namespace === undefined || namespace instanceof Namespace ? undefined : notItsOwn(),
    replicasProblem("the control plane of Linkerd", replicas),
    ...(identity instanceof MeshIdentity ? identity.problems() : [noIdentity()]),
    ...asList(opaquePorts).map(portProblem),
  ]);
}

function isWhole(got: unknown): got is number {
  return typeof got === "number" && Number.isInteger(got);
}

function found(problems: readonly (Problem | undefined)[]): readonly Problem[] {
  return problems.filter((problem) => problem !== undefined);
}

function otherTrustDomain(got: unknown): Problem {
  return {
    what: "istiod would give identities of another trust domain than those that its policies let in, which are then nobody",
    got,
    allowed: TRUST_DOMAIN,
    doThis: "leave meshConfig.trustDomain out of the values of istiod",
  };
}

function notItsOwn(): Problem {
  return {
    what: "the namespace of Linkerd is none that this app makes, and it has to be marked",
    allowed: "a Namespace",
    doThis: "make it with new Namespace(…), or leave it out for one called linkerd",
  };
}

function noIdentity(): Problem {
  return {
    what: "nothing says where the identities of the mesh come from",
    allowed: "MeshIdentity.fromIssuer, MeshIdentity.fromVaultRoot",
    doThis: "set `identity`",
  };
}
