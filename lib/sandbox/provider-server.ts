import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";
import type { CallHandler, ProviderService } from "./provider-service";
import { type WireMessage, wireMethods } from "./wire";

/** Terraform accepts schemas of up to 64 MiB; Node's server would stop at 4. */
const UNLIMITED_BYTES = -1;

/** How Terraform is told to use a provider that is already running. */
export interface ReattachEntry {
  readonly Protocol: "grpc";
  readonly ProtocolVersion: 6;
  readonly Pid: number;
  /** With false, Terraform kills the process of this Pid at the end: that is us. */
  readonly Test: true;
  readonly Addr: { readonly Network: "unix"; readonly String: string };
}

/** One simulated provider on one socket. Requests do not name the provider, so each has a server of its own. */
export class ProviderServer {
  private constructor(
    private readonly server: Server,
    private readonly socketPath: string,
  ) {}

  /** Starts serving. @param socketPath at most about 100 bytes, the limit of Unix sockets */
  public static async start(service: ProviderService, socketPath: string): Promise<ProviderServer> {
    const server = new Server({
      "grpc.max_receive_message_length": UNLIMITED_BYTES,
      "grpc.max_send_message_length": UNLIMITED_BYTES,
    });
    server.addService(serviceDefinition(), implementation(service));
    await new Promise<void>((resolve, reject) => {
      server.bindAsync(`unix:${socketPath}`, ServerCredentials.createInsecure(), (error) =>
        error === null ? resolve() : reject(error),
      );
    });
    return new ProviderServer(server, socketPath);
  }

  /** The entry for `TF_REATTACH_PROVIDERS`. */
  public get reattach(): ReattachEntry {
    return {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "unix", String: this.socketPath },
    };
  }

  /** Stops at once, open calls included. */
  public stop(): void {
    this.server.forceShutdown();
  }
}

function serviceDefinition(): ServiceDefinition {
  const definition: { [name: string]: ServiceDefinition[string] } = {};
  for (const [name, method] of wireMethods) {
    definition[name] = {
      path: method.path,
      requestStream: false,
      responseStream: false,
      requestSerialize: method.encodeRequest,
      requestDeserialize: method.decodeRequest,
      responseSerialize: method.encodeResponse,
      responseDeserialize: method.decodeResponse,
    };
  }
  return definition;
}

function implementation(service: ProviderService): UntypedServiceImplementation {
  const calls: UntypedServiceImplementation = {};
  for (const [name, handler] of Object.entries(service.handlers())) {
    calls[name] = (call: { readonly request: WireMessage }, respond: (error: null, response: WireMessage) => void) =>
      respond(null, answer(name, handler, call.request));
  }
  return calls;
}

/** A failed call looks to Terraform like a crashed plugin, so an exception becomes a diagnostic. */
function answer(name: string, handler: CallHandler, request: WireMessage): WireMessage {
  try {
    return handler(request);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { diagnostics: [{ severity: "ERROR", summary: `The simulated provider failed in ${name}`, detail }] };
  }
}
