import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";

/** State of a TCP socket that listens (Linux, include/net/tcp_states.h). */
const LISTEN = "0A";

/** Addresses, in the kernel's hex, on which something listens at a TCP port. */
export function listeningAddresses(port: number): readonly string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .slice(1)
      .flatMap((line) => {
        const [, local = "", , state] = line.trim().split(/\s+/);
        const [address = "", number] = local.split(":");
        return state === LISTEN && number === wanted ? [address] : [];
      }),
  );
}

/** 127.0.0.1 as the kernel writes it on a little-endian machine. */
export const LOOPBACK_HEX = "0100007F";

/** An IPv4 address of this machine that others could reach; undefined where it has none. */
export function outsideAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
}
