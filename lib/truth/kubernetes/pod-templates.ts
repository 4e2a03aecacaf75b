const TEMPLATE: readonly string[] = ["spec", "template"];

/** Where each kind of workload keeps what its pods are made of. */
const PODS_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: TEMPLATE,
  StatefulSet: TEMPLATE,
  DaemonSet: TEMPLATE,
  ReplicaSet: TEMPLATE,
  ReplicationController: TEMPLATE,
  Job: TEMPLATE,
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  // Of custom resources only this one hands its template on as it is; Knative and Agent Sandbox write defaults into theirs.
  Rollout: TEMPLATE,
};

/** Groups of the kinds above; another group may call something else by the same name. */
const GROUPS = /^(v1|apps\/.*|batch\/.*|extensions\/.*|argoproj\.io\/.*)$/;

/** Where an object of a kind keeps what its pods are made of; undefined for one that makes none. */
export function podTemplatePath(apiVersion: string, kind: string): readonly string[] | undefined {
  return GROUPS.test(apiVersion) && Object.hasOwn(PODS_OF_KIND, kind) ? PODS_OF_KIND[kind] : undefined;
}
