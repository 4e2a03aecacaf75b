import { CLIENTS } from "../../../../lib/catalogue";
import { flagList } from "../../../../lib/catalogue/clients/flag-list";
import { formatProblem } from "../../../../lib/core/errors";
import type { JsonRecord } from "../../../../lib/core/json";
import { examineClientFlags } from "../../../../lib/truth/clients/client-flags";
import { Examination } from "../../../../lib/truth/examination";
import { resourcesOf } from "../../../../lib/truth/synthesized-resource";

export const GETH = `${CLIENTS.geth.image.repository}:${CLIENTS.geth.image.tag}`;
export const RETH = `${CLIENTS.reth.image.repository}:${CLIENTS.reth.image.tag}`;
export const LIGHTHOUSE = `${CLIENTS.lighthouse.image.repository}:${CLIENTS.lighthouse.image.tag}`;
export const SOURCE = flagList("geth").source;

/** A stack that somebody wrote by hand, with one Deployment of one container. */
export function stackWith(container: JsonRecord, comment: JsonRecord = {}): JsonRecord {
  const pod = { metadata: {}, spec: { container: [{ name: "client", ...container }] } };
  const spec = [{ selector: [{}], template: [pod] }];
  const metadata = [{ name: "eth-0", namespace: "nodes" }];
  const deployment = { "//": { metadata: { path: "test/eth-0/Resource" }, ...comment }, metadata, spec };
  return { resource: { kubernetes_deployment_v1: { "eth-0": deployment } } };
}

export function examine(stack: JsonRecord): Examination {
  const examination = new Examination();
  for (const resource of resourcesOf(stack)) examineClientFlags(resource, examination);
  return examination;
}

export const messages = (...args: string[]) =>
  examine(stackWith({ image: GETH, args: ["--mainnet", ...args] })).problems.map(formatProblem);
export const messagesOf = (container: JsonRecord) => examine(stackWith(container)).problems.map(formatProblem);
