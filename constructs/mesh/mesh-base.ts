import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { recordAt, textAt } from "../../lib/core/json";
import { Namespace } from "../core/namespace";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import { MeshMembers, type MeshReach } from "./mesh-members";
import { type MeshDialect, MeshPolicies } from "./mesh-policies";

/** Id of the child of who joined. */
const CHILD = "mesh";

function cannotJoin(got: unknown, where: string): Problem {
  return {
    what: "only namespaces and workloads that this app makes can join a mesh",
    got,
    allowed: "a Namespace or a Workload",
    doThis: "join it where it is made: a namespace that is already there is labelled by whoever keeps it",
    where,
  };
}

/**
 * A mesh: what its members say to each other is encrypted, each shows who it is, and nobody reaches a member who was not
 * asked for by a verb. Ports for the peers of a chain stay out of it.
 */
export interface IServiceMesh extends IWatchable {
  /** What policies of the mesh have to wait for. */
  readonly release: ITerraformDependable & IConstruct;
  /**
   * Takes a namespace with all workloads that its stack declares in it, or one workload. Verbs such as `allowFrom` and
   * `grantRpc` stay as they are: who may reach a member is taken from what they asked for, before and afterwards.
   *
   * @throws PalisadeError for what this app does not make
   */
  join(target: Namespace | Workload): void;
}

/** What every mesh does, whichever program it is. */
export abstract class MeshBase extends Construct implements IServiceMesh {
  public abstract readonly watched: readonly Watched[];
  public abstract readonly release: ITerraformDependable & IConstruct;

  protected abstract readonly dialect: MeshDialect;
  private readonly members: MeshMembers;

  /** @param props not looked at yet: whoever extends this checks them next */
  protected constructor(scope: Construct, id: string, props: unknown, reach: MeshReach) {
    super(scope, id);
    this.members = new MeshMembers(textAt(recordAt(props, "cluster"), "clusterName") ?? "", reach);
  }

  public join(target: Namespace | Workload): void {
    if (target instanceof Workload) {
      if (!this.members.addWorkload(target)) return;
    } else if (target instanceof Namespace) {
      if (!this.members.addNamespace(target)) return;
    } else {
      throw new PalisadeError([cannotJoin(textAt(target, "namespaceName") ?? target, this.node.path)]);
    }
    this.enrol(target);
    const { dialect, members, release } = this;
    new MeshPolicies(target, CHILD, { joined: target, members, dialect, release });
  }

  /** Marks who joined in the words of the mesh. */
  protected abstract enrol(target: Namespace | Workload): void;
}
