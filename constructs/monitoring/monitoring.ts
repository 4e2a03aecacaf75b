import { type ITerraformDependable, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { noteAskedTraffic } from "../core/asked-traffic";
import { type IWatchable, isWatchable, type Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import type { MonitoringAttributes } from "./monitoring-attributes";
import { plainlyWatched, standingAlone } from "./plain-workload";
import { isWatched, Watch } from "./watch";

/** Labels that the Prometheus operator gives to Prometheus' pods. */
const PROMETHEUS = { "app.kubernetes.io/name": "prometheus" };

/** Something that watches. */
export interface IMonitoring {
  /**
   * Scrapes the target, alerts on it and draws it. What that takes is declared below the target, in the target's own
   * stack, so that it comes and goes with it. A target that is watched already is left as it is. A workload alone is
   * judged by what the cluster says about it, and by whether its metrics answer.
   *
   * @throws PalisadeError when the target names nothing to watch, or gives numbers its alerts do not take
   */
  watch(target: IWatchable | Workload): void;
  /**
   * The same for a target that is applied before the platform, such as the server that the platform's own secrets come
   * from: what it takes is declared below `scope`, in a stack behind the platform, and the target need not know of it.
   *
   * @param scope a place of its own for each target
   * @throws PalisadeError like `watch`
   */
  watchFrom(scope: IConstruct, target: IWatchable): void;
  /** Watches everything below `scope` that nobody watches yet. Call it last: what is declared later is not seen. */
  watchAll(scope: IConstruct): void;
}

/** Watches on behalf of a platform that may stand anywhere. */
export class Monitoring implements IMonitoring {
  /** @param definitions what brings the definitions of Prometheus' custom resources, when it is declared in this app */
  public constructor(
    private readonly attributes: MonitoringAttributes,
    private readonly definitions?: ITerraformDependable & IConstruct,
  ) {}

  public watch(target: IWatchable | Workload): void {
    this.declare(target, target);
  }

  public watchFrom(scope: IConstruct, target: IWatchable): void {
    this.declare(scope, target);
  }

  public watchAll(scope: IConstruct): void {
    for (const construct of scope.node.findAll().filter(isWatchable)) this.watch(construct);
    for (const workload of standingAlone(scope, scope.node.root)) this.watch(workload);
  }

  private declare(scope: IConstruct, target: IWatchable | Workload): void {
    if (isWatched(target)) return;
    const { attributes, definitions } = this;
    const inOneStack = definitions !== undefined && TerraformStack.of(definitions) === TerraformStack.of(scope);
    const watched = target instanceof Workload ? plainlyWatched(target) : target.watched;
    this.noteScrapes(scope, watched);
    new Watch(scope, { target, watched, attributes, dependsOn: inOneStack ? [definitions] : [] });
  }

  private noteScrapes(scope: IConstruct, watched: readonly Watched[]): void {
    const from = { namespace: this.attributes.namespaceName, podLabels: PROMETHEUS };
    for (const { workload, metrics = workload.metrics } of watched) {
      // The pods of charts answer for themselves.
      const port = workload instanceof Workload && workload.ports.find(({ name }) => name === metrics?.port);
      if (!port) continue;
      const to = { construct: workload.node.path };
      noteAskedTraffic(scope, { verb: "watch", from, to, ports: [{ port: port.port }], side: "both" });
    }
  }
}
