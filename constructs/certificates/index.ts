export type { AcmeZone } from "../../lib/render/acme-issuer";
export type { CertificateIssuer } from "../../lib/render/cert-manager-certificate";
export * from "./acme-directory";
export { AcmeIssuer, type AcmeIssuerProps } from "./acme-issuer";
export { CertManager, type CertManagerProps } from "./cert-manager";
export * from "./certificate";
export { Route53Login } from "./route53";
