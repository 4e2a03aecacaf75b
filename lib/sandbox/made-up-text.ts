import { createHash } from "node:crypto";
import type { TraversalStep } from "./expression-scanner";
import type { AttributeUse } from "./reference-index";

/** Everything a made-up text depends on. The same request gives the same text. */
export interface TextRequest {
  /** Resource or data type, for the service in an ARN. */
  readonly type: string;
  /** Name of the attribute. */
  readonly name: string;
  /** What makes this text differ from the same attribute of another object. */
  readonly seed: string;
  /** Which element, in a list or set. Zero elsewhere. */
  readonly position: number;
  /** Region of the stack's AWS provider. */
  readonly region: string;
  /** How the stack uses the value. */
  readonly use: AttributeUse;
  /** Text to stand in it wherever its form leaves that open. @default - made up too */
  readonly planted?: string;
}

/** AWS's own example account in its documentation. */
const ACCOUNT_ID = "123456789012";
const FUTURE = "2030-01-01T00:00:00Z";
/** RFC 2606 reserves `.invalid`: nothing can ever answer there. */
const DOMAIN = "sandbox.invalid";
/** Grants nothing, and is a whole policy document. */
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';
const NETWORK_FUNCTIONS = new Set(["cidrsubnet", "cidrsubnets", "cidrhost", "cidrnetmask"]);
const TIME_FUNCTIONS = new Set(["formatdate", "timeadd", "timecmp"]);
const NUMBER_FUNCTIONS = new Set(["tonumber", "parseint"]);

/** Names that say what form their value has, most telling first. */
const FORMS: readonly (readonly [RegExp, (request: TextRequest) => string])[] = [
  [/(^|_)arns?$/, arn],
  [/(^|_)(account|owner|registry)_ids?$/, () => ACCOUNT_ID],
  [/availability_zone_id|^zone_ids$/, (request) => `${shortRegion(request.region)}-az${request.position + 1}`],
  [/^id$|_ids?$/, identifier],
  [/ipv6_(cidr|address_range)/, ipv6Network],
  [/(^|_)cidrs?(_blocks?)?$|cidr_block/, network],
  [/ipv6_address/, (request) => ipv6Network(request).replace("/56", "1")],
  [
    /(^|_)ips?$|(^|_)ip_address(es)?$/,
    (request) => `10.${octet(request, 0)}.${octet(request, 1)}.${octet(request, 2)}`,
  ],
  [/availability_zones?$/, zone],
  [/^region$|_region$/, (request) => request.region],
  [/^partition$/, () => "aws"],
  [/dns_suffix$/, () => "amazonaws.com"],
  [
    /(^|_)(url|uri|endpoint|issuer|server)$|_endpoints?$|_urls?$/,
    (request) => `https://${hash(request, 12)}.${DOMAIN}`,
  ],
  [/(dns|domain|host)_?names?$|fqdns?$|^host$|^address$|_address$/, (request) => `${hash(request, 12)}.${DOMAIN}`],
  [/(policy|document|(^|_)json)$/, () => POLICY],
  [/(_at|_date|_time|_timestamp|expiration|expiry)$/, () => FUTURE],
  [/(certificate|_pem|_key_pem|chain)$/, certificate],
  [/base64|certificate_data|^data$/, (request) => base64(hash(request, 24))],
  [/version$/, () => "1"],
];

/** Types whose attributes mean something else than their name says elsewhere. */
const EXCEPTIONS: { readonly [typeAndName: string]: (request: TextRequest) => string } = {
  "aws_availability_zones.names": zone,
  "aws_region.name": (request) => request.region,
  "aws_caller_identity.user_id": (request) => `AIDA${hash(request, 17).toUpperCase()}`,
  "aws_caller_identity.id": () => ACCOUNT_ID,
  // Numbers of clusters are made of the signs of base32 (botocore 1.44.5, cloudhsmv2, ClusterId).
  "aws_cloudhsm_v2_cluster.cluster_id": (request) => `cluster-${hash(request, 11).replace(/[0189]/g, "a")}`,
  "aws_db_instance.endpoint": (request) => `${hash(request, 12)}.${DOMAIN}:5432`,
  "aws_rds_cluster.endpoint": (request) => `${hash(request, 12)}.${DOMAIN}`,
  "aws_rds_cluster.reader_endpoint": (request) => `${hash(request, 12)}.${DOMAIN}`,
};

/** A text that fits the attribute's name and what the stack does with it. */
export function madeUpText(request: TextRequest): string {
  // A call inside another is noted on its own as well: the longest chain is the whole story.
  const [chain] = [...request.use.functions].sort((left, right) => right.length - left.length);
  if (chain !== undefined) {
    const fitting = textFor(chain, request);
    if (fitting !== undefined) return fitting;
  }
  return plainText(request);
}

function plainText(request: TextRequest): string {
  if (request.planted !== undefined) return request.planted;
  const exception = EXCEPTIONS[`${request.type}.${request.name}`];
  if (exception !== undefined) return exception(request);
  const form = FORMS.find(([pattern]) => pattern.test(request.name));
  if (form !== undefined) return form[1](request);
  return `${request.name.replaceAll("_", "-")}-${hash(request, 8)}`;
}

/** The text that survives the functions around it, the innermost function first. */
function textFor(functions: readonly string[], request: TextRequest): string | undefined {
  const [inner = "", ...rest] = functions;
  if (inner === "base64decode") return base64(textFor(rest, request) ?? request.planted ?? hash(request, 24));
  if (inner === "jsondecode" || inner === "yamldecode") return decodable(request);
  if (NETWORK_FUNCTIONS.has(inner)) return request.name.includes("ipv6") ? ipv6Network(request) : network(request);
  if (TIME_FUNCTIONS.has(inner)) return FUTURE;
  if (NUMBER_FUNCTIONS.has(inner)) return "1";
  if (inner === "tobool") return "false";
  return undefined;
}

/** JSON (which is YAML too) with a text at every path that the stack reads. */
function decodable(request: TextRequest): string {
  const [first = []] = request.use.decodedPaths;
  if (typeof first[0] === "number") return JSON.stringify(build(first, request));
  const merged: Record<string, unknown> = {};
  for (const path of request.use.decodedPaths) {
    if (typeof path[0] === "string") merged[path[0]] = build(path.slice(1), request);
  }
  return JSON.stringify(merged);
}

function build(path: readonly TraversalStep[], request: TextRequest): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return request.planted ?? hash(request, 16);
  const inner = build(rest, request);
  return typeof step === "number" ? new Array(step + 1).fill(inner) : { [step]: inner };
}

/** Hexadecimal digits that belong to this request alone. */
function hash(request: TextRequest, length: number): string {
  const source = [request.seed, request.type, request.name, String(request.position)].join("\n");
  return createHash("sha256").update(source).digest("hex").slice(0, length);
}

function octet(request: TextRequest, index: number): number {
  return Number.parseInt(hash(request, 16).slice(index * 2, index * 2 + 2), 16) % 254;
}

function arn(request: TextRequest): string {
  const [, service = "sandbox"] = request.type.split("_");
  return `arn:aws:${service}:${request.region}:${ACCOUNT_ID}:${lastWord(request.type)}/${hash(request, 12)}`;
}

/** `vpc-0123…` for `vpc_id`, and for the `id` of an `aws_vpc`. */
function identifier(request: TextRequest): string {
  const owner = request.name === "id" ? request.type : request.name.replace(/_ids?$/, "");
  const prefix = PREFIXES.find(([pattern]) => pattern.test(owner))?.[1] ?? lastWord(owner);
  return `${prefix}-${hash(request, 17)}`;
}

/** Identifiers of AWS that checks tell apart by their first letters (Amazon EC2 User Guide, "Resource IDs"). */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/security_group$/, "sg"],
  [/internet_gateway$/, "igw"],
  [/nat_gateway$/, "nat"],
  [/route_table$/, "rtb"],
  [/(^|_)instance$/, "i"],
  [/(^|_)ami$|image$/, "ami"],
];

function lastWord(type: string): string {
  return type.split("_").at(-1) ?? type;
}

function network(request: TextRequest): string {
  return `10.${octet(request, 0)}.0.0/16`;
}

function ipv6Network(request: TextRequest): string {
  return `2001:db8:${hash(request, 4)}::/56`;
}

function zone(request: TextRequest): string {
  return `${request.region}${"abcdef"[request.position % 6]}`;
}

/** `eu-central-1` to `euc1`, the form of AWS's zone ids. */
function shortRegion(region: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  return `${area}${direction.slice(0, 1)}${number}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function certificate(request: TextRequest): string {
  return `-----BEGIN CERTIFICATE-----\n${base64(hash(request, 48))}\n-----END CERTIFICATE-----\n`;
}
