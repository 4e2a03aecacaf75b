import type { Problem } from "../../lib/core/errors";
import { DetectionNotice } from "./detection-notice";
import { DetectionResponse } from "./detection-response";

/** Options of `DetectionEngine.falco`. */
export interface FalcoOptions {
  /** Whom what it sees is told to. */
  readonly notice: DetectionNotice;
  /** Socket of the container runtime on the nodes, by which it learns which pod a process is in. @default - "/run/containerd/containerd.sock" */
  readonly runtimeSocket?: string;
}

/** Options of `DetectionEngine.tetragon`. */
export interface TetragonOptions {
  /** What it does beside telling. @default - nothing */
  readonly response?: DetectionResponse;
}

/** One engine, as data. */
export type EngineSpec =
  | { readonly kind: "falco"; readonly notice: DetectionNotice; readonly runtimeSocket: string }
  | { readonly kind: "tetragon"; readonly response: DetectionResponse };

const CONTAINERD = "/run/containerd/containerd.sock";
const SOCKET = /^(\/[A-Za-z0-9._-]+)+\.sock$/;

/** What looks at running programs. */
export class DetectionEngine {
  /** Falco: detects, with its own rules beside those for signers, and tells. It stops nothing. */
  public static falco(options: FalcoOptions): DetectionEngine {
    return new DetectionEngine({ kind: "falco", runtimeSocket: CONTAINERD, ...options });
  }

  /** Tetragon: detects inside of the kernel, with the rules for signers alone, and may kill. */
  public static tetragon(options: TetragonOptions = {}): DetectionEngine {
    return new DetectionEngine({ kind: "tetragon", response: DetectionResponse.tell(), ...options });
  }

  private constructor(
    /** Which of the two it is, and its options. */
    public readonly spec: EngineSpec,
  ) {}

  /** What is wrong with it. */
  public problems(): readonly Problem[] {
    const { spec } = this;
    if (spec.kind === "tetragon") {
      return spec.response instanceof DetectionResponse ? spec.response.problems() : [noResponse()];
    }
    return [
      ...(spec.notice instanceof DetectionNotice ? spec.notice.problems() : [noNotice()]),
      ...(SOCKET.test(spec.runtimeSocket) ? [] : [badSocket(spec.runtimeSocket)]),
    ];
  }
}

function noResponse(): Problem {
  return {
    what: "the response of Tetragon is none",
    allowed: "DetectionResponse.tell, DetectionResponse.kill",
    doThis: "make it by one of them, or leave it out",
  };
}

function noNotice(): Problem {
  return {
    what: "nobody is told what Falco sees",
    allowed: "DetectionNotice.alertmanager, DetectionNotice.webhook, or DetectionNotice.logOnly to leave it in the log",
    doThis: "set `notice`",
  };
}

function badSocket(got: string): Problem {
  return {
    what: "runtimeSocket is no path of a socket",
    got,
    allowed: `an absolute path that ends in .sock, such as ${CONTAINERD}`,
    doThis: "correct it, or leave it out for containerd",
  };
}
