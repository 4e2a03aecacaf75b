import { Aspects, type IAspect, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { PalisadeError } from "../../lib/core/errors";
import type * as Guardrails from "../../lib/guardrails";
import type { AdmissionException } from "../../lib/guardrails/admission/admission-exception";
import { type AdmissionPolicy, admissionPoliciesOf } from "../../lib/guardrails/admission/admission-policy";
import { gatekeeperConstraint, gatekeeperTemplate } from "../../lib/guardrails/admission/gatekeeper-policies";
import { imagePolicy } from "../../lib/guardrails/admission/image-policy";
import { kyvernoException, kyvernoPolicy } from "../../lib/guardrails/admission/kyverno-policies";
import { effectOf } from "../../lib/guardrails/profile";
import type { Effect } from "../../lib/guardrails/severity";
import { noSuchPort } from "../core/given-names";
import { HelmChart, withOverrides } from "../core/helm-chart";
import { type IdentityProps, markIdentity } from "../core/identity";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import { type IPeer, Peer } from "../core/peer";
import type { IWatchable, IWatchedPods, Watched } from "../core/watchable";
import type { MetricsEndpoint } from "../core/workload-props";
import { AdmissionEngine, type AdmissionEngineSpec } from "./admission-engine";
import { AdmissionExemption } from "./admission-exemption";
import { AdmissionNetwork } from "./admission-network";
import { checkAdmissionPolicies, OF_THE_CLUSTER, SIGNATURES } from "./admission-policies-checks";
import type { AdmissionPoliciesProps } from "./admission-policies-props";
import { waitingForKinds } from "./constraint-kinds";
import { exceptedPodsBelow } from "./excepted-pods";
import { letOffsIn } from "./let-off";
import { declareRegistryRoles } from "./registry-roles";

// biome-ignore lint/style/noCommonJs: a hundred rules are loaded with the first stack that wants them, not with every family.
const loadGuardrails = (): typeof Guardrails => require("../../lib/guardrails");

/**
 * What the guardrails ask of a stack, asked of every pod by the cluster itself: of those that somebody else applies, by
 * hand or with another tool, too. Each policy is made of a rule, with its title, its reason and its severity; a finding
 * that is let off by `letOff` is an exception here, with the same last day.
 */
export class AdmissionPolicies extends Construct implements IWatchable, IWatchedPods {
  public readonly name: string;
  public readonly namespace: INamespace;
  public readonly podLabels: Readonly<Record<string, string>>;
  public readonly identity: IdentityProps;
  public readonly metrics: MetricsEndpoint;
  public readonly watched: readonly Watched[];
  /** Everything that is asked but signatures, each with what happens to whoever breaks it. */
  public readonly policies: readonly (AdmissionPolicy & { readonly effect: Effect })[];

  private readonly engine: AdmissionEngineSpec;
  private readonly network: AdmissionNetwork;
  private readonly exemptions: readonly AdmissionExemption[];
  private readonly stacks: TerraformStack[];

  /** @throws PalisadeError listing every problem of the props */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AdmissionPoliciesProps,
  ) {
    super(scope, id);
    const { GUARDRAILS } = loadGuardrails();
    checkAdmissionPolicies(this.node.path, props, GUARDRAILS);
    const { profile, effects = {}, namespace, cluster, signedImages = [], dependsOn = [] } = props;
    const policies = admissionPoliciesOf([...GUARDRAILS, ...(props.rules ?? [])]);
    this.engine = (props.engine ?? AdmissionEngine.kyverno()).engine;
    this.name = this.engine.deploymentName;
    this.namespace = namespace;
    this.podLabels = this.engine.podLabels;
    this.identity = { kind: "operator", name: this.engine.kind };
    markIdentity(this, this.identity);
    this.metrics = { port: this.engine.metrics.port };
    this.watched = [{ subject: "workload", workload: this }];
    this.policies = policies.map((policy) => ({
      ...policy,
      effect: effectOf({ profile, effects }, policy.id, policy.severity),
    }));
    this.exemptions = [
      AdmissionExemption.everything(OF_THE_CLUSTER, { reason: "what keeps the cluster itself alive" }),
      AdmissionExemption.everything(namespace, { reason: "the engine could not start without itself" }),
      ...(props.exemptions ?? []),
    ];
    this.stacks = [TerraformStack.of(this)];
    const roles = declareRegistryRoles(this, this.engine.registryAccounts, props);
    this.network = new AdmissionNetwork(this, {
      cluster,
      namespace,
      engine: this.engine,
      registries: signedImages.length > 0 ? registriesOf(props) : [],
      logIn: roles.traffic,
    });
    const { release } = new HelmChart(this, "chart", {
      chart: this.engine.spec,
      namespace,
      ...withOverrides(this.values(), this.engine.chart),
      ownKeys: [...this.engine.ownKeys, ...(this.engine.chart?.ownKeys ?? [])],
      dependsOn: [...dependsOn, ...roles.ready],
    });
    const asked = new ManifestBundle(this, "policies", { namespace, dependsOn: [release] });
    const constraints =
      this.engine.kind === "gatekeeper"
        ? new ManifestBundle(this, "constraints", { namespace, dependsOn: [asked.release] })
        : undefined;
    // Who is let off is known when all stacks are there.
    Aspects.of(this).add(new OnceAt(this, () => this.declare(asked, constraints)));
  }

  /**
   * Takes what is let off in other stacks of the same cluster for exceptions too. What is let off in this construct's own
   * stack is one by itself.
   */
  public honourLetOffsIn(...stacks: readonly TerraformStack[]): void {
    this.stacks.push(...stacks.filter((stack) => !this.stacks.includes(stack)));
  }

  /** Lets the peer read its metrics. @throws PalisadeError naming the one port there is */
  public allowFrom(peer: IPeer, ...portNames: string[]): void {
    const { port } = this.engine.metrics;
    const problems = portNames.filter((name) => name !== port).map((name) => noSuchPort(this, name, [port]));
    if (problems.length > 0) throw new PalisadeError(problems);
    this.network.allowFrom(peer);
  }

  private values(): Readonly<Record<string, unknown>> {
    if (this.engine.kind === "gatekeeper") {
      // A constraint that excludes a namespace does not keep the API server from asking: only the webhook's own list does.
      const exempt = this.exemptions.filter(({ rules }) => rules === undefined).map(({ namespace }) => namespace);
      return {
        validatingWebhookExemptNamespacesLabels: { "kubernetes.io/metadata.name": [...new Set(exempt)].sort() },
      };
    }
    // Whoever could write an exception into a namespace of their own could let themselves off.
    return { features: { policyExceptions: { namespace: this.namespace.namespaceName } } };
  }

  private declare(asked: ManifestBundle, constraints: ManifestBundle | undefined): void {
    if (constraints === undefined) asked.add(...this.ofKyverno());
    else {
      asked.add(
        ...this.policies.map((policy) => gatekeeperTemplate(policy, this.exceptionsOf(policy))),
        ...waitingForKinds(this.policies, this.namespace),
      );
      constraints.add(
        ...this.policies.map((policy) => gatekeeperConstraint(policy, policy.effect, this.exemptFrom(policy.id))),
      );
    }
  }

  private ofKyverno() {
    const { profile, effects = {}, signedImages = [] } = this.props;
    const exempt = this.exemptFrom(SIGNATURES.id);
    const effect = effectOf({ profile, effects }, SIGNATURES.id, SIGNATURES.severity);
    return [
      ...this.policies.map((policy) => kyvernoPolicy(policy, policy.effect, this.exemptFrom(policy.id))),
      ...signedImages.map(({ spec }) => imagePolicy(spec, effect, exempt)),
      ...this.policies
        .flatMap((policy) => this.exceptionsOf(policy))
        .map((exception) => kyvernoException(exception, this.namespace.namespaceName)),
    ];
  }

  private exemptFrom(rule: string): readonly string[] {
    const covering = this.exemptions.filter((exemption) => exemption.covers(rule));
    return [...new Set(covering.map(({ namespace }) => namespace))];
  }

  private exceptionsOf({ id }: AdmissionPolicy): readonly AdmissionException[] {
    const found = this.stacks
      .flatMap(letOffsIn)
      .filter(({ suppression }) => suppression.rule === id)
      .flatMap(({ scope, suppression }) => exceptedPodsBelow(scope).map((pods) => ({ pods, suppression })))
      // Nothing is asked there.
      .filter(({ pods }) => pods.namespace !== this.namespace.namespaceName);
    // What is let off twice, here and further up, ends with the later day.
    const byPods = new Map<string, AdmissionException>();
    for (const exception of found) {
      const key = JSON.stringify(exception.pods);
      const known = byPods.get(key);
      if (known === undefined || known.suppression.expires < exception.suppression.expires) byPods.set(key, exception);
    }
    return [...byPods.values()];
  }
}

function registriesOf({ cluster, registries }: AdmissionPoliciesProps): readonly IPeer[] {
  return registries ?? [Peer.internet(), ...cluster.privateCidrs.map((cidr) => Peer.cidr(cidr))];
}

/** Does something once, when the construct is visited. */
class OnceAt implements IAspect {
  private isDone = false;

  public constructor(
    private readonly scope: IConstruct,
    private readonly run: () => void,
  ) {}

  public visit(node: IConstruct): void {
    if (this.isDone || node !== this.scope) return;
    this.isDone = true;
    this.run();
  }
}
