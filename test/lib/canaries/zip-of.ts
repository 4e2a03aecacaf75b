import { deflateRawSync } from "node:zlib";

/** A zip archive as far as readers of local headers care: each entry deflated, behind its header. */
export function zipOf(entries: Readonly<Record<string, Uint8Array | string>>): Buffer {
  return Buffer.concat(
    Object.entries(entries).flatMap(([name, content]) => {
      const header = Buffer.alloc(30);
      header.write("PK\u0003\u0004", "latin1");
      header.writeUInt16LE(8, 8);
      header.writeUInt16LE(Buffer.byteLength(name), 26);
      return [header, Buffer.from(name), deflateRawSync(Buffer.from(content))];
    }),
  );
}
