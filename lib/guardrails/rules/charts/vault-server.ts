import { recordAt } from "../../../core/json";
import type { ReleaseView } from "../../subjects/release-view";
import { read } from "../../values";
import type { FieldPath } from "../../verdict";
import { isOn } from "./chart-values";

/** Charts of Vault and of its free fork, which kept the chart's values. */
export const VAULT_CHARTS = ["vault", "openbao"];

/** How the chart runs its server: not at all, in memory with a known token, as one, or as several. */
export type VaultMode = "external" | "dev" | "standalone" | "ha";

/** Where the address of a server stands that is not this chart's. */
const ELSEWHERE: readonly FieldPath[] = [
  ["injector", "externalVaultAddr"],
  ["global", "externalVaultAddr"],
  ["global", "externalBaoAddr"],
];

/**
 * How a release of Vault's chart runs its server, as the template `vault.mode` of hashicorp/vault-helm decides it. Undefined
 * where that is not known before the apply.
 */
export function vaultModeOf(release: ReleaseView): VaultMode | undefined {
  const { values } = release;
  const addresses = ELSEWHERE.map((path) => read(values, path));
  if (addresses.some((found) => found.state === "known" && found.value !== "")) return "external";
  const isServed = isPartOn(release, "server");
  const isDev = isOn(release, "server.dev.enabled", false);
  const isMany = isOn(release, "server.ha.enabled", false);
  if (isServed === false) return "external";
  if (isServed === undefined || addresses.some(({ state }) => state === "unknown")) return undefined;
  if (isDev !== false) return isDev === true ? "dev" : undefined;
  if (isMany !== false) return isMany === true ? "ha" : undefined;
  return "standalone";
}

/** Whether a part of the chart is on: what it says itself, or, with a hyphen, what `global.enabled` says. */
export function isPartOn(release: ReleaseView, part: "server" | "injector"): boolean | undefined {
  const found = read(release.values, [part, "enabled"]);
  const isOfGlobal = found.state === "absent" || (found.state === "known" && found.value === "-");
  return isOn(release, isOfGlobal ? "global.enabled" : `${part}.enabled`, true);
}

/** A configuration of Vault's server in a chart's values. */
export interface VaultConfiguration {
  /** Where it stands. */
  readonly at: FieldPath;
  /** Its text, as JSON where it is a map; undefined where the chart's own holds. What is not known yet is `REFERENCE`. */
  readonly text: string | undefined;
}

/** The configuration of the server in the mode that it runs in. */
export function vaultConfigurationOf(release: ReleaseView, mode: "standalone" | "ha"): VaultConfiguration {
  const isRaft = mode === "ha" && isOn(release, "server.ha.raft.enabled", false) !== false;
  const holder = ["server", mode, ...(isRaft ? ["raft"] : [])];
  const { config } = recordAt(release.values, ...holder);
  const text = typeof config === "string" || config === undefined ? config : JSON.stringify(config);
  return { at: [...holder, "config"], text };
}
