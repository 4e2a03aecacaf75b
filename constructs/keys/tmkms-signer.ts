import { Construct } from "constructs";
import { TMKMS } from "../../lib/catalogue/clients/tmkms";
import { Checker } from "../../lib/core/checks";
import { tmkmsConfiguration, tmkmsReady, tmkmsStart } from "../../lib/render/tmkms";
import { Controller } from "../core/controller";
import { markIdentity } from "../core/identity";
import type { IPeer, PeerSelector } from "../core/peer";
import { Probe } from "../core/probe";
import { Volume } from "../core/volume";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import { bech32PrefixOf, checkTmkms } from "./cosmos-signer-checks";
import type { TmkmsSignerProps } from "./cosmos-signer-props";
import { requireProps } from "./key-checks";
import { claimKeys } from "./key-registry";

const STATE_VOLUME = "state";
const DEFAULT_STORAGE_GIB = 1;

/**
 * TMKMS: one pod that holds a validator's key, or asks a device that does. Two of them would sign twice, and neither would
 * notice: there is one, on one volume that is kept, and nothing makes a second.
 */
export class TmkmsSigner extends Construct implements IPeer, IWatchable {
  /** Its one pod. */
  public readonly workload: Workload;
  /** What to watch. */
  public readonly watched: readonly Watched[];

  /** @throws PalisadeError listing every problem of the props, and every key that something else signs with */
  public constructor(scope: Construct, id: string, props: TmkmsSignerProps) {
    super(scope, id);
    requireProps(this.node.path, props);
    const check = new Checker(this.node.path);
    checkTmkms(check, props);
    check.done();
    const { cluster, namespace, chainId, validator, node, key, signExtensions = false } = props;
    const keys = [...new Set([validator, ...key.keys])];
    claimKeys(this, "signer", keys);
    const identity = {
      kind: "signer",
      name: props.name ?? id,
      chain: "cosmos",
      network: chainId,
      client: TMKMS.name,
      role: "signer",
    } as const;
    markIdentity(this, identity);
    const { resources, folder, secretsFolder, stateFolder } = TMKMS;
    this.workload = new Workload(this, "workload", {
      cluster,
      namespace,
      identity: { ...identity, keys },
      controller: Controller.statefulSet({ replicas: 1 }),
      containers: [
        {
          name: TMKMS.name,
          image: props.image,
          command: ["/bin/sh", `${folder}/start.sh`],
          resources: props.resources ?? resources,
          // It listens nowhere. Ready means that it may sign, and not that a node asks.
          readinessProbe: Probe.fromCommand(["/bin/sh", `${folder}/ready.sh`]),
          mounts: [{ volume: STATE_VOLUME, path: stateFolder }],
        },
      ],
      volumes: [Volume.persistent(STATE_VOLUME, { storageGiB: props.storageGiB ?? DEFAULT_STORAGE_GIB })],
      configuration: {
        path: folder,
        files: {
          "tmkms.toml": tmkmsConfiguration({
            chainId,
            bech32Prefix: bech32PrefixOf(validator),
            signExtensions,
            node: node.address,
            key: key.settings,
          }),
          "start.sh": tmkmsStart(),
          "ready.sh": tmkmsReady(),
        },
      },
      nodePurpose: "signers",
    });
    this.workload.mount(key.secret.grantRead(this.workload).volume(), secretsFolder);
    node.letIn(this.workload);
    key.reachFrom(this.workload);
    this.watched = [{ subject: "tmkms", workload: this.workload }];
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.workload.toPeerSelectors();
  }
}
