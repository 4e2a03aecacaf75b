export type { IstioAmbientProps, IstioChartOverrides } from "./istio-ambient";
export type { LinkerdChartOverrides, LinkerdProps } from "./linkerd";
export type { IServiceMesh } from "./mesh-base";
export * from "./mesh-identity";
export * from "./service-mesh";
