import { AGENT_MODELS } from "./agent-models";
import { AGENT_SCHEDULE } from "./agent-schedule";
import { AGENT_SERVICE } from "./agent-service";
import { CERT_MANAGER } from "./cert-manager";
import { DIRK } from "./dirk";
import { ERPC } from "./erpc";
import { FALCO } from "./falco";
import { FALCOSIDEKICK } from "./falcosidekick";
import { GETH } from "./geth";
import { HORCRUX_ALERTS } from "./horcrux";
import { HORCRUX_VALIDATOR } from "./horcrux-validator";
import { LIGHTHOUSE } from "./lighthouse";
import { RETH } from "./reth";
import type { SubjectId } from "./subjects";
import { TETRAGON } from "./tetragon";
import { TMKMS_ALERTS } from "./tmkms";
import { TRIVY_OPERATOR } from "./trivy-operator";
import type { SubjectSpec } from "./types";
import { VAULT } from "./vault";
import { VAULT_SNAPSHOTS } from "./vault-snapshots";
import { WEB3SIGNER } from "./web3signer";
import { WEB3SIGNER_TRANSACTIONS } from "./web3signer-transactions";
import { WORKLOAD } from "./workload";

export * from "./context";
export * from "./subjects";
export * from "./types";

/** Every page of the alert catalogue. */
export const SUBJECTS: Readonly<Record<SubjectId, SubjectSpec>> = {
  reth: RETH,
  geth: GETH,
  lighthouse: LIGHTHOUSE,
  erpc: ERPC,
  "agent-service": AGENT_SERVICE,
  "agent-schedule": AGENT_SCHEDULE,
  "agent-models": AGENT_MODELS,
  vault: VAULT,
  "vault-snapshots": VAULT_SNAPSHOTS,
  "cert-manager": CERT_MANAGER,
  web3signer: WEB3SIGNER,
  "web3signer-transactions": WEB3SIGNER_TRANSACTIONS,
  dirk: DIRK,
  horcrux: HORCRUX_ALERTS,
  "horcrux-validator": HORCRUX_VALIDATOR,
  tmkms: TMKMS_ALERTS,
  falco: FALCO,
  falcosidekick: FALCOSIDEKICK,
  tetragon: TETRAGON,
  "trivy-operator": TRIVY_OPERATOR,
  workload: WORKLOAD,
};
