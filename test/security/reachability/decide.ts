import { askedPorts, isMeant, portsOf } from "./asked";
import type { EnvironmentEndpoint, EnvironmentNetwork, EnvironmentPod } from "./environment-network";
import { admittedPorts, READINGS, type Reading, reachedPorts, SELECTORS_ALONE } from "./evaluate";
import type { Direction, NetworkPolicy } from "./network-policy";
import type { PortSet } from "./port-space";

/** One side of a pair on which what policies let through is not what was asked for. */
export interface Difference {
  readonly source: EnvironmentEndpoint;
  readonly target: EnvironmentEndpoint;
  /** The source's side for `Egress`, the target's for `Ingress`. */
  readonly direction: Direction;
  readonly reading: Reading;
  /** Asked for and closed. */
  readonly missing: PortSet;
  /** Open, and nobody asked. */
  readonly unasked: PortSet;
}

/** How much was decided. */
export interface Decisions {
  /** Ordered pairs of which one at least is a pod. */
  readonly pairs: number;
  /** Parts of the port space. */
  readonly parts: number;
  /** Both sides of each pair, for each part of the port space and each reading. */
  readonly decisions: number;
}

/** One side of a pair: what was asked for, and what policies let through. */
interface Side {
  readonly source: EnvironmentEndpoint;
  readonly target: EnvironmentEndpoint;
  readonly direction: Direction;
  readonly reading: Reading;
  readonly asked: PortSet;
  readonly admitted: PortSet;
}

const DIRECTIONS: readonly Direction[] = ["Egress", "Ingress"];

/**
 * Every pair of an environment, decided once. Each side is held against what was asked of it by itself, so that a slip
 * shows even where the other side stands in its way. Traffic flows where both sides are open.
 */
export class DecidedNetwork {
  private readonly sides: readonly Side[];

  public constructor(private readonly network: EnvironmentNetwork) {
    const { endpoints, asked, space, policies } = network;
    this.sides = READINGS.flatMap((reading) =>
      endpoints.flatMap((source) =>
        endpoints.flatMap((target) =>
          DIRECTIONS.filter((direction) => guardedOf(direction, source, target).kind === "pod").map((direction) => ({
            source,
            target,
            direction,
            reading,
            asked: askedPorts(asked, direction, source, target, space, reading),
            admitted: admittedPorts(policies, direction, source, target, space, reading),
          })),
        ),
      ),
    );
  }

  /** How much was decided. */
  public get decisions(): Decisions {
    const { endpoints, space } = this.network;
    const pods = endpoints.filter(({ kind }) => kind === "pod").length;
    const addresses = endpoints.length - pods;
    return {
      pairs: pods * pods + 2 * pods * addresses,
      parts: space.size,
      decisions: this.sides.length * space.size,
    };
  }

  /** Every side on which what policies let through is not what was asked for. */
  public differences(): readonly Difference[] {
    return this.sides.flatMap((side) => differenceOf(side, side.admitted));
  }

  /** The first side that tells other policies from those of the environment; undefined when none does. */
  public firstDifference(
    policies: readonly NetworkPolicy[],
    touchedNamespaces: ReadonlySet<string>,
  ): Difference | undefined {
    const { space } = this.network;
    for (const side of this.sides) {
      const { source, target, direction, reading } = side;
      const guarded = guardedOf(direction, source, target);
      // A policy holds for pods of its own namespace alone.
      if (guarded.kind !== "pod" || !touchedNamespaces.has(guarded.namespace)) continue;
      const [difference] = differenceOf(side, admittedPorts(policies, direction, source, target, space, reading));
      if (difference !== undefined) return difference;
    }
    return undefined;
  }

  /** A difference in words. */
  public show({ source, target, direction, reading, missing, unasked }: Difference): string {
    const { space } = this.network;
    const parts = [
      ...(missing === 0n ? [] : [`asked for and closed: ${space.show(missing)}`]),
      ...(unasked === 0n ? [] : [`open and not asked for: ${space.show(unasked)}`]),
    ];
    const where = reading.blocksHoldPods ? ", where blocks hold pods" : "";
    return `${source.name} to ${target.name} (${direction}${where}): ${parts.join("; ")}`;
  }

  /**
   * What is open on both sides between pods that somebody declared and those of constructs, in words: `agents/a to rpc/rpc`
   * and `TCP 4000`. Read by selectors alone.
   */
  public flows(): Readonly<Record<string, string>> {
    const { endpoints, space, policies } = this.network;
    const pods = endpoints.filter((endpoint) => endpoint.kind === "pod");
    const open = pods
      .filter(({ isStranger }) => !isStranger)
      .flatMap((source) =>
        pods
          .filter(({ path }) => path !== undefined)
          .map((target) => [source, target, reachedPorts(policies, source, target, space, SELECTORS_ALONE)] as const),
      )
      .filter(([, , ports]) => ports !== 0n);
    return Object.fromEntries(
      open.map(([source, target, ports]) => [`${source.name} to ${target.name}`, space.show(ports)]),
    );
  }

  /** What pods of constructs may open to an address outside, in words: `rpc/rpc` and `TCP 443`. */
  public leavingTo(address: string): Readonly<Record<string, string>> {
    return this.flowsOf((pod) => [pod, { kind: "address", name: address, address }]);
  }

  /** What an address outside may open to pods of constructs, in words. */
  public comingFrom(address: string): Readonly<Record<string, string>> {
    return this.flowsOf((pod) => [{ kind: "address", name: address, address }, pod]);
  }

  /** What was asked for and flows nowhere, since the other side was never asked. */
  public unanswered(): readonly string[] {
    const { endpoints, asked, space, policies } = this.network;
    return asked.traffic
      .filter(
        (wish) =>
          !READINGS.some((reading) =>
            endpoints
              .filter((source) => isMeant(wish.from, source, reading))
              .some((source) =>
                endpoints
                  .filter((target) => isMeant(wish.to, target, reading))
                  .some((target) => {
                    const wanted = portsOf(wish.ranges, space);
                    return (reachedPorts(policies, source, target, space, reading) & wanted) === wanted;
                  }),
              ),
          ),
      )
      .map(({ by }) => by);
  }

  private flowsOf(
    ends: (pod: EnvironmentPod) => readonly [source: EnvironmentEndpoint, target: EnvironmentEndpoint],
  ): Readonly<Record<string, string>> {
    const { endpoints, space, policies } = this.network;
    const flows = endpoints.flatMap((endpoint) => {
      if (endpoint.kind !== "pod" || endpoint.path === undefined) return [];
      const ports = reachedPorts(policies, ...ends(endpoint), space, SELECTORS_ALONE);
      return ports === 0n ? [] : [[endpoint.name, space.show(ports)]];
    });
    return Object.fromEntries(flows);
  }
}

function guardedOf(
  direction: Direction,
  source: EnvironmentEndpoint,
  target: EnvironmentEndpoint,
): EnvironmentEndpoint {
  return direction === "Egress" ? source : target;
}

function differenceOf({ source, target, direction, reading, asked }: Side, admitted: PortSet): readonly Difference[] {
  if (admitted === asked) return [];
  return [{ source, target, direction, reading, missing: asked & ~admitted, unasked: admitted & ~asked }];
}
