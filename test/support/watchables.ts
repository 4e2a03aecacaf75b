import { Construct } from "constructs";
import { Controller } from "../../constructs/core/controller";
import { markIdentity } from "../../constructs/core/identity";
import { ImageRef } from "../../constructs/core/image-ref";
import type { IWatchable, Watched } from "../../constructs/core/watchable";
import { Workload } from "../../constructs/core/workload";
import { appsNamespace, plainCluster } from "./fixtures";

/** A program that can be watched, and nothing more. */
export class Watchable extends Construct implements IWatchable {
  public readonly watched: readonly Watched[];
  public readonly workload: Workload;

  public constructor(scope: Construct, id: string, entries: readonly Omit<Watched, "workload">[]) {
    super(scope, id);
    markIdentity(this, { kind: "node", name: id, chain: "ethereum", network: "mainnet" });
    this.workload = new Workload(this, "workload", {
      cluster: plainCluster,
      namespace: appsNamespace,
      identity: { kind: "node", name: id, chain: "ethereum", network: "mainnet" },
      controller: Controller.deployment({ replicas: 1 }),
      containers: [
        {
          name: "client",
          image: ImageRef.parse("registry.example.org/client:1.2.3"),
          ports: [
            { name: "rpc", port: 8545 },
            { name: "metrics", port: 9001 },
          ],
          resources: { cpuMillicores: 100, memoryMiB: 128 },
        },
      ],
    });
    this.watched = entries.map((entry) => ({ ...entry, workload: this.workload }));
  }
}
