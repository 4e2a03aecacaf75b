import { Aspects, type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { formatProblem, type Problem } from "../../lib/core/errors";
import { type MeshManifest, type MeshTarget, type MeshWays, tunnelPolicies } from "../../lib/render/mesh-policy";
import { type AskedSide, noteAskedTraffic } from "../core/asked-traffic";
import { ManifestBundle } from "../core/manifest-bundle";
import type { Namespace } from "../core/namespace";
import type { AskedParty, PeerPort } from "../core/peer";
import { Workload } from "../core/workload";
import { hasPeers, MESH_VERB, type MeshMembers } from "./mesh-members";

/** How one kind of mesh writes what was asked for. */
export interface MeshDialect {
  /** Its own ways through the network. */
  readonly ways: MeshWays;
  /** Who may reach somebody. */
  readonly policies: (target: MeshTarget) => readonly MeshManifest[];
  /** What closes a namespace to what no policy allows. @default - nothing more: the mesh itself denies */
  readonly closed: (namespace: string) => readonly MeshManifest[];
  /** Keeps a workload's traffic with the peers of a chain out of the mesh. */
  readonly keepPeersOut: (workload: Workload) => void;
}

/** Props of `MeshPolicies`. */
export interface MeshPoliciesProps {
  readonly members: MeshMembers;
  readonly dialect: MeshDialect;
  /** Resources that bring the kinds. */
  readonly release: ITerraformDependable & IConstruct;
  /** Who joined. */
  readonly joined: Namespace | Workload;
}

/**
 * The policies of who joined, written last: verbs that are said after `join` count too. They stand below who joined, in
 * its stack, and come and go with it.
 */
export class MeshPolicies extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MeshPoliciesProps,
  ) {
    super(scope, id);
    const { joined, release } = props;
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(release)];
    if (own !== other) own.addDependency(other);
    const bundle = new ManifestBundle(this, "policies", {
      namespace: joined instanceof Workload ? joined.namespace : joined,
      ...(own === other ? { dependsOn: [release] } : {}),
    });
    let isWritten = false;
    Aspects.of(this).add({
      visit: (node) => {
        if (node !== bundle || isWritten) return;
        isWritten = true;
        this.write(bundle);
      },
    });
    this.node.addValidation({ validate: () => this.strangers().map(formatProblem) });
  }

  private write(bundle: ManifestBundle): void {
    const { dialect, joined, members } = this.props;
    const manifests = joined instanceof Workload ? [] : [...dialect.closed(joined.namespaceName)];
    for (const workload of joined instanceof Workload ? [joined] : members.in(joined)) {
      if (hasPeers(workload)) dialect.keepPeersOut(workload);
      if (!members.isReached(workload)) continue;
      const target = members.target(workload);
      manifests.push(...tunnelPolicies(target, dialect.ways), ...dialect.policies(target));
      this.note(workload, target);
    }
    // A bundle is written anew at each addition, so all come at once.
    bundle.add(...manifests);
  }

  /** What the tunnel policy opens, in words. */
  private note(workload: Workload, { from, ports, to }: MeshTarget): void {
    const { control, probeCidr, tunnelPort } = this.props.dialect.ways;
    const self: AskedParty = { construct: workload.node.path };
    const ask = (side: AskedSide, other: AskedParty, asked: readonly PeerPort[]): void => {
      const [source, sink] = side === "from" ? [self, other] : [other, self];
      noteAskedTraffic(this, { verb: MESH_VERB, from: source, to: sink, ports: asked, side });
    };
    for (const pods of from) ask("to", { selectors: [pods] }, [{ port: tunnelPort }]);
    for (const pods of to) ask("from", { selectors: [pods] }, [{ port: tunnelPort }]);
    const probed = ports.map((port) => ({ port }));
    if (probeCidr !== undefined && probed.length > 0) ask("to", { cidrs: [probeCidr] }, probed);
    if (control !== undefined) {
      ask(
        "from",
        { selectors: [control.pods] },
        control.ports.map((port) => ({ port })),
      );
    }
  }

  /** Pods in a joined namespace that its stack declares no `Workload` for: what was asked for of them is not known here. */
  private strangers(): readonly Problem[] {
    const { joined, members } = this.props;
    if (joined instanceof Workload) return [];
    const charts = this.node.root.node
      .findAll()
      .filter((construct) => !(construct instanceof Workload) && "podLabels" in construct)
      .filter((construct) => "namespace" in construct && construct.namespace === joined);
    return [
      ...charts.map(({ node }) => podsOfChart(node.path, joined.node.path)),
      ...members.strangersIn(joined).map(({ node }) => didNotJoin(node.path, joined.node.path)),
    ];
  }
}

function podsOfChart(got: string, where: string): Problem {
  return {
    what: "pods of a chart would be in the mesh, closed to everybody, since their traffic is not known by workloads",
    got,
    allowed: "namespaces in which workloads alone run",
    doThis: "join the workloads one by one, or give the chart a namespace of its own",
    where,
  };
}

function didNotJoin(got: string, where: string): Problem {
  return {
    what: "a workload of another stack would be in the mesh, closed to everybody, since it did not join by itself",
    got,
    allowed: "workloads of the namespace's own stack, and those of others that joined",
    doThis: "call `join` of the mesh with it, or give it a namespace that did not join",
    where,
  };
}
