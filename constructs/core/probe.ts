/** How often and how patiently a probe asks. */
export interface ProbeTiming {
  /** Seconds before the first attempt. @default - 0 */
  readonly initialDelaySeconds?: number;
  /** Seconds between attempts. @default - 10 */
  readonly periodSeconds?: number;
  /** Seconds until an attempt counts as failed. @default - 5 */
  readonly timeoutSeconds?: number;
  /** Failures in a row until the probe fails. @default - 3 */
  readonly failureThreshold?: number;
}

/** The Terraform form of a probe; the same in every pod-like resource. */
export interface RenderedProbe {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
  readonly httpGet?: { readonly path: string; readonly port: string };
  readonly tcpSocket?: { readonly port: string }[];
  readonly exec?: { readonly command: string[] };
}

/** A question the kubelet asks a container. Ports are named, never numbered. */
export class Probe {
  /** Healthy when a GET answers with a status from 200 to 399. */
  public static fromHttpGet(port: string, path: string, timing: ProbeTiming = {}): Probe {
    return new Probe({ httpGet: { path, port } }, timing);
  }

  /** Healthy when a TCP connection opens. */
  public static fromTcp(port: string, timing: ProbeTiming = {}): Probe {
    return new Probe({ tcpSocket: [{ port }] }, timing);
  }

  /** Healthy when the command exits with 0. */
  public static fromCommand(command: readonly string[], timing: ProbeTiming = {}): Probe {
    return new Probe({ exec: { command: [...command] } }, timing);
  }

  private constructor(
    private readonly question: Pick<RenderedProbe, "httpGet" | "tcpSocket" | "exec">,
    private readonly timing: ProbeTiming,
  ) {}

  /** The Terraform form. */
  public render(): RenderedProbe {
    return {
      initialDelaySeconds: this.timing.initialDelaySeconds ?? 0,
      periodSeconds: this.timing.periodSeconds ?? 10,
      timeoutSeconds: this.timing.timeoutSeconds ?? 5,
      failureThreshold: this.timing.failureThreshold ?? 3,
      ...this.question,
    };
  }
}
