import { isIPv4 } from "node:net";
import { TMKMS_VALIDATOR_AUTHENTICATION_KEY } from "../../lib/catalogue/clients/tmkms";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { TMKMS_FILES, type TmkmsDeviceKey, type TmkmsFileKey } from "../../lib/render/tmkms";
import { type IPeer, Peer } from "../core/peer";
import type { ISecret } from "../core/secret";
import type { Workload } from "../core/workload";
import { checkSecretValues } from "./secret-values";
import { YubiHsmSource } from "./yubihsm-source";

/** Options of `TmkmsKey.yubiHsm`. */
export interface TmkmsDeviceOptions {
  /** Secret with the password of the authentication key (`yubihsm-password`) and the key that TMKMS shows to its node (`kms-identity.key`). */
  readonly secret: ISecret;
  /** Number of the authentication key in the device. @default - 4, which `tmkms yubihsm setup` makes for validators: it can sign and do nothing else */
  readonly authenticationKey?: number;
  /** Who the connector is, for the network policy. @default - its address, which is then an IPv4 address */
  readonly connectorPeer?: IPeer;
}

const LARGEST_OBJECT = 65_535;
/** The factory's authentication key, which may do everything. Source: Yubico, YubiHSM 2 user guide, core concepts. */
const FACTORY_KEY = 1;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

function notADevice(): Problem {
  return {
    what: "TMKMS was given something that is no declared device",
    allowed: "KeySource.yubiHsm",
    doThis: "declare the device, and give what that returns",
  };
}

function wrongCurve(got: string): Problem {
  return {
    what: "validators of CometBFT sign with Ed25519, and the key of the device is none",
    got,
    allowed: "ed25519",
    doThis: "declare the object that holds the consensus key",
  };
}

function connectorInPod(got: string): Problem {
  return {
    what: "the connector of the device is not one that a pod reaches over HTTP",
    got,
    allowed: "http://, and the address of the device's machine as pods reach it; loopback is the pod itself",
    doThis: "let yubihsm-connector listen on its machine's private address: the device encrypts each session itself",
  };
}

function noWay(got: string): Problem {
  return {
    what: "a network policy needs addresses or labels, and the connector is given by its name alone",
    got,
    allowed: "an IPv4 address in the device's connector, or connectorPeer",
    doThis: "set connectorPeer",
  };
}

function badAuthenticationKey(got: unknown): Problem {
  return {
    what: "TMKMS would log in to the device by an authentication key that is none, or may do everything",
    got,
    allowed: `2 to ${LARGEST_OBJECT}; 1 is the factory's, and the administrator's after tmkms yubihsm setup`,
    doThis: "make one that can only sign, and give its number",
    source: "iqlusioninc/tmkms v0.15.0, README.yubihsm.md",
  };
}

/** Where TMKMS has its key. */
export class TmkmsKey {
  /**
   * A file, which TMKMS loads into its memory. The project advises against it: whoever gets hold of the node that TMKMS
   * runs on has the key.
   *
   * @param secret with the key (`consensus.key`) and the key that TMKMS shows to its node (`kms-identity.key`)
   * @throws PalisadeError listing every problem
   */
  public static softSign(secret: ISecret): TmkmsKey {
    const check = new Checker("tmkms key");
    checkSecretValues(check, "secret", secret, [TMKMS_FILES.consensus, TMKMS_FILES.identity]);
    check.done();
    return new TmkmsKey({ kind: "file" }, secret, [], undefined);
  }

  /** A key inside a YubiHSM 2, reached through its connector. @throws PalisadeError listing every problem */
  public static yubiHsm(device: YubiHsmSource, options: TmkmsDeviceOptions): TmkmsKey {
    const { secret, authenticationKey = TMKMS_VALIDATOR_AUTHENTICATION_KEY, connectorPeer } = options;
    const check = new Checker("tmkms key");
    checkSecretValues(check, "secret", secret, [TMKMS_FILES.password, TMKMS_FILES.identity]);
    check.that(
      Number.isInteger(authenticationKey) && authenticationKey > FACTORY_KEY && authenticationKey <= LARGEST_OBJECT,
      () => badAuthenticationKey(authenticationKey),
    );
    if (!check.that(device instanceof YubiHsmSource, notADevice)) check.done();
    check.that(device.curve === "ed25519", () => wrongCurve(device.curve));
    const { connector, objectId } = device.place;
    const { protocol, hostname, port } = new URL(connector);
    if (check.that(protocol === "http:" && !LOOPBACK.test(hostname), () => connectorInPod(connector))) {
      check.that(connectorPeer !== undefined || isIPv4(hostname), () => noWay(connector));
    }
    check.done();
    const number = port === "" ? 80 : Number(port);
    const settings = {
      kind: "device",
      connector: `${hostname}:${number}`,
      authenticationKey,
      objectId,
    } as const;
    const way = { peer: connectorPeer ?? Peer.cidr(`${hostname}/32`), port: number };
    return new TmkmsKey(settings, secret, device.keys, way);
  }

  private constructor(
    /** What its configuration says of the key. */
    public readonly settings: TmkmsFileKey | TmkmsDeviceKey,
    /** Secret that TMKMS reads. */
    public readonly secret: ISecret,
    /** Public identifiers of the key, as far as the key source knows them. */
    public readonly keys: readonly string[],
    private readonly way: { readonly peer: IPeer; readonly port: number } | undefined,
  ) {}

  /** Opens the way to the device, for a key that is in one. */
  public reachFrom(signer: Workload): void {
    if (this.way !== undefined) signer.allowTo(this.way.peer, { port: this.way.port });
  }
}
