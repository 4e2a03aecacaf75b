import type { CurveName } from "../../lib/catalogue/keys";
import type { DescribedKeySource } from "../../lib/render/key-runbook";
import { DeclaredKeySource } from "./key-source";

/** Where a key is inside a device, and how the device is reached. */
export interface HsmKeyPlace {
  /** Serial number of the device. */
  readonly serial: string;
  /** Address of its connector. */
  readonly connector: string;
  /** Object number of the key in the device. */
  readonly objectId: number;
}

/** A key inside a YubiHSM 2. The device is written down, and a program such as TMKMS may be told to sign with it. */
export class YubiHsmSource extends DeclaredKeySource {
  public constructor(
    described: DescribedKeySource,
    curve: CurveName,
    /** Where the key is. */
    public readonly place: HsmKeyPlace,
  ) {
    super(described, curve);
  }
}
