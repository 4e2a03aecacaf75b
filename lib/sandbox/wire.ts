import * as protobuf from "protobufjs/light";
import { ENUMERATIONS, MESSAGES, METHODS, type MethodName } from "./wire-messages";

/** A message as plain data: field names as in the protocol. */
export interface WireMessage {
  readonly [field: string]: unknown;
}

/** How one call is read and written. */
export interface WireMethod {
  /** The path of the call in gRPC. */
  readonly path: string;
  /** Reads a request. */
  decodeRequest(bytes: Uint8Array): WireMessage;
  /** Writes a response. */
  encodeResponse(message: WireMessage): Buffer;
  /** Writes a request. For tests that play Terraform. */
  encodeRequest(message: WireMessage): Buffer;
  /** Reads a response. For tests that play Terraform. */
  decodeResponse(bytes: Uint8Array): WireMessage;
}

const SERVICE = "tfplugin6.Provider";
const FIELD =
  /^(?<name>\w+) (?<label>repeated |optional )?(?<type>[\w.]+|map<string, \w+>)=(?<number>\d+)( \(one of (?<group>\w+)\))?$/;

interface MessageNode {
  fields: { [name: string]: protobuf.IField | protobuf.IMapField };
  oneofs: { [name: string]: { oneof: string[] } };
  nested: { [name: string]: MessageNode | { values: { [name: string]: number } } };
}

function emptyNode(): MessageNode {
  return { fields: {}, oneofs: {}, nested: {} };
}

function nodeAt(root: MessageNode, path: readonly string[]): MessageNode {
  let node = root;
  for (const name of path) {
    const known = node.nested[name];
    const next = known !== undefined && "fields" in known ? known : emptyNode();
    node.nested[name] = next;
    node = next;
  }
  return node;
}

function addField(node: MessageNode, text: string): void {
  const match = FIELD.exec(text)?.groups;
  if (match?.["name"] === undefined) throw new Error(`not a field of a message: ${text}`);
  const { name, label = "", type = "", number, group } = match;
  const id = Number(number);
  const mapOf = /^map<string, (\w+)>$/.exec(type)?.[1];
  if (mapOf !== undefined) node.fields[name] = { keyType: "string", type: mapOf, id };
  else if (label === "repeated ") node.fields[name] = { rule: "repeated", type, id };
  else node.fields[name] = { type, id };
  const oneOf = group ?? (label === "optional " ? `_${name}` : undefined);
  if (oneOf !== undefined) node.oneofs[oneOf] = { oneof: [...(node.oneofs[oneOf]?.oneof ?? []), name] };
}

function buildRoot(): protobuf.Root {
  const tree = emptyNode();
  for (const [name, fields] of Object.entries(MESSAGES)) {
    const node = nodeAt(tree, name.split("."));
    for (const field of fields.split("; ").filter((text) => text !== "")) addField(node, field);
  }
  for (const [name, values] of Object.entries(ENUMERATIONS)) {
    const path = name.split(".");
    nodeAt(tree, path.slice(0, -1)).nested[path.at(-1) ?? name] = { values };
  }
  return protobuf.Root.fromJSON({ nested: tree.nested });
}

const root = buildRoot();

function encoder(name: string): (message: WireMessage) => Buffer {
  const type = root.lookupType(name);
  return (message) => Buffer.from(type.encode(type.fromObject({ ...message })).finish());
}

function decoder(name: string): (bytes: Uint8Array) => WireMessage {
  const type = root.lookupType(name);
  return (bytes) => type.toObject(type.decode(bytes), { longs: Number, bytes: Buffer });
}

function makeMethod(name: MethodName): WireMethod {
  return {
    path: `/${SERVICE}/${name}`,
    decodeRequest: decoder(`${name}.Request`),
    encodeResponse: encoder(`${name}.Response`),
    encodeRequest: encoder(`${name}.Request`),
    decodeResponse: decoder(`${name}.Response`),
  };
}

/** Every call the sandbox answers, ready to be read and written. */
export const wireMethods: ReadonlyMap<MethodName, WireMethod> = new Map(
  METHODS.map((name) => [name, makeMethod(name)]),
);

/** A text field; empty when it was not sent. */
export function textField(message: WireMessage, name: string): string {
  const value = message[name];
  return typeof value === "string" ? value : "";
}

/** A field of bytes; empty when it was not sent. */
export function bytesField(message: WireMessage, name: string): Uint8Array {
  const value = message[name];
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/** A field that is a message; empty when it was not sent. */
export function messageField(message: WireMessage, name: string): WireMessage {
  const value = message[name];
  return isWireMessage(value) ? value : {};
}

function isWireMessage(value: unknown): value is WireMessage {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
