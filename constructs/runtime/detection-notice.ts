import type { Problem } from "../../lib/core/errors";
import { type IPeer, Peer } from "../core/peer";
import type { MonitoringAttributes } from "../monitoring";

/** How bad an event of Falco is, the worst first (Falco documentation, "Rules", priorities). */
export const FALCO_PRIORITIES = [
  "emergency",
  "alert",
  "critical",
  "error",
  "warning",
  "notice",
  "informational",
  "debug",
] as const;

/** How bad an event of Falco is. */
export type FalcoPriority = (typeof FALCO_PRIORITIES)[number];

/** What every way of telling takes. */
export interface NoticeOptions {
  /** Least that is told. Everything stands in the log of Falco. @default - "warning" */
  readonly minimumPriority?: FalcoPriority;
}

/** Options of `DetectionNotice.webhook`. */
export interface WebhookNoticeOptions extends NoticeOptions {
  /** Where events are posted, `https://` with a path. It stands in the state: one that is itself a password does not belong here. */
  readonly address: string;
  /** Who answers there, to network policies. @default - the internet */
  readonly peer?: IPeer;
}

/** One way of telling, as data. */
export type NoticeSpec =
  | { readonly kind: "log" }
  | ({ readonly kind: "alertmanager"; readonly platform: AlertmanagerPlace } & Required<NoticeOptions>)
  | ({ readonly kind: "webhook" } & Required<WebhookNoticeOptions>);

/** Where an Alertmanager is, as `MonitoringPlatform.attributes` says it. */
export type AlertmanagerPlace = Pick<MonitoringAttributes, "namespaceName" | "releaseLabel">;

const DEFAULT_PRIORITY = "warning";

/** Whom what Falco sees is told to. Its counters are watched in any case. */
export class DetectionNotice {
  /** Alertmanager of a monitoring platform, where its receivers are. */
  public static alertmanager(platform: AlertmanagerPlace, options: NoticeOptions = {}): DetectionNotice {
    return new DetectionNotice({ kind: "alertmanager", platform, minimumPriority: DEFAULT_PRIORITY, ...options });
  }

  /** Whoever takes JSON over HTTPS. */
  public static webhook(options: WebhookNoticeOptions): DetectionNotice {
    return new DetectionNotice({
      kind: "webhook",
      minimumPriority: DEFAULT_PRIORITY,
      peer: Peer.internet(),
      ...options,
    });
  }

  /** Nobody: it stands in the log of Falco's pods, for whoever collects those, and in its counters. */
  public static logOnly(): DetectionNotice {
    return new DetectionNotice({ kind: "log" });
  }

  private constructor(
    /** Which of them it is, and its options. */
    public readonly spec: NoticeSpec,
  ) {}

  /** What is wrong with it. */
  public problems(): readonly Problem[] {
    const { spec } = this;
    if (spec.kind === "log") return [];
    return [
      ...(FALCO_PRIORITIES.includes(spec.minimumPriority) ? [] : [noSuchPriority(spec.minimumPriority)]),
      ...(spec.kind === "webhook" ? webhookProblems(spec.address) : []),
    ];
  }
}

function webhookProblems(address: string): readonly Problem[] {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "https:") return [badAddress(url === undefined ? undefined : url.protocol)];
  const holdsSecret = url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "";
  return holdsSecret ? [secretAddress(url.host)] : [];
}

function noSuchPriority(got: unknown): Problem {
  return {
    what: "minimumPriority is no priority of Falco",
    got,
    allowed: FALCO_PRIORITIES.join(", "),
    doThis: "correct it, or leave it out for warning",
  };
}

function badAddress(got: string | undefined): Problem {
  return {
    what: "the address that events of Falco are posted to does not speak TLS, or is no address",
    got,
    allowed: "https:// with a host, such as https://events.example.org/falco",
    doThis: "correct it; events say what runs where",
  };
}

function secretAddress(got: string): Problem {
  return {
    what: "the address that events of Falco are posted to holds a user, a password or parameters, and would stand in the state",
    got,
    allowed: "host and path alone",
    doThis: "tell Alertmanager, whose receivers take their addresses from a secret",
  };
}
