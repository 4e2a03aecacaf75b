import type { Construct } from "constructs";
import { IstioAmbientMesh, type IstioAmbientProps } from "./istio-ambient";
import { LinkerdMesh, type LinkerdProps } from "./linkerd";
import type { IServiceMesh } from "./mesh-base";

/** Mutual TLS between workloads, by one of two programs. What joins and who may reach it is said the same way for both. */
export class ServiceMesh {
  /**
   * Istio without sidecars: two agents on each node, and nothing in the pods. A workload with ports for peers is out of it
   * as a whole.
   *
   * @throws PalisadeError listing every problem of the props
   */
  public static istioAmbient(scope: Construct, id: string, props: IstioAmbientProps): IServiceMesh {
    return new IstioAmbientMesh(scope, id, props);
  }

  /**
   * Linkerd: a small proxy in each pod. A workload with ports for peers is reached through it on its other ports; what such
   * a workload starts itself stays out.
   *
   * @throws PalisadeError listing every problem of the props
   */
  public static linkerd(scope: Construct, id: string, props: LinkerdProps): IServiceMesh {
    return new LinkerdMesh(scope, id, props);
  }

  private constructor() {}
}
