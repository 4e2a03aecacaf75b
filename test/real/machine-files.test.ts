import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { MachineFile } from "../../lib/render/cloud-config";
import { type MachineSecretsSettings, machineSecretFiles } from "../../lib/render/machine-secrets";
import { wireGuardFiles } from "../../lib/render/wireguard-gateway";
import { describeWithTools } from "./tools";

const SECRETS: Omit<MachineSecretsSettings, "login"> = {
  name: "node",
  secrets: [{ name: "rpc", path: "apps/data/rpc", keys: ["api-key", "url"] }],
  services: [{ name: "geth", isRestarted: true }],
  owner: "root",
  refreshSeconds: 3600,
};

const MACHINES: Readonly<Record<string, readonly MachineFile[]>> = {
  aws: machineSecretFiles({ ...SECRETS, login: { kind: "aws", region: "eu-central-1" } }),
  vault: machineSecretFiles({
    ...SECRETS,
    login: {
      kind: "vault",
      program: "/usr/bin/vault",
      address: "https://vault.example.org:8200",
      authPath: "aws",
      role: "node",
      serverId: "vault.example.org",
    },
  }),
  wireguard: wireGuardFiles({
    name: "admin",
    region: "eu-central-1",
    tunnelCidr: "10.99.0.0/24",
    gatewayAddress: "10.99.0.1/24",
    peers: [{ name: "alice", publicKey: Buffer.alloc(32, 1).toString("base64"), address: "10.99.0.2" }],
    forwarded: [{ cidr: "10.20.0.0/16", port: 443, protocol: "tcp" }],
    secretName: "palisade/wireguard/admin",
    packages: ["wireguard-tools-1.0.20210914-1", "nftables-1.0.4-3"],
    metricNamespace: "Palisade/WireGuard",
  }),
};

describeWithTools(["shellcheck", "systemd-analyze"], "what is written to machines", (toolOf) => {
  const folder = mkdtempSync(join(tmpdir(), "palisade-units-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes a machine's files below the folder, where the units find the programs that they start. */
  function unitsOf(machine: string): readonly string[] {
    const root = join(folder, machine);
    const units: string[] = [];
    for (const { content, path, permissions } of MACHINES[machine] ?? []) {
      const isUnit = path.startsWith("/etc/systemd/system/");
      const target = isUnit ? join(root, path.slice("/etc/systemd/system/".length)) : join(root, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content.replaceAll("/usr/local/libexec", join(root, "usr/local/libexec")));
      chmodSync(target, Number.parseInt(permissions, 8));
      if (isUnit && !path.endsWith(".conf")) units.push(target);
    }
    if (machine !== "wireguard") {
      units.push(join(root, "geth.service"));
      writeFileSync(join(root, "geth.service"), "[Unit]\nDescription=It\n\n[Service]\nExecStart=/bin/true\n");
    }
    return units;
  }

  function verified(units: readonly string[]) {
    const [first = ""] = units;
    const { status, stderr } = spawnSync(toolOf("systemd-analyze").program, ["verify", "--man=no", ...units], {
      encoding: "utf8",
      env: { ...process.env, SYSTEMD_UNIT_PATH: `${dirname(first)}:` },
    });
    return { status, stderr };
  }

  it.each(Object.keys(MACHINES))("is in shell that shellcheck finds nothing in, for %s", (machine) => {
    const scripts = (MACHINES[machine] ?? []).filter(({ content }) => content.startsWith("#!/bin/sh"));
    expect(scripts.length).toBeGreaterThan(0);
    for (const { content, path } of scripts) {
      const { stdout } = spawnSync(
        toolOf("shellcheck").program,
        ["--norc", "--shell=sh", "--severity=style", "--format=gcc", "-"],
        { input: content, encoding: "utf8" },
      );
      expect({ script: basename(path), stdout }).toEqual({ script: basename(path), stdout: "" });
    }
  });

  it.each(Object.keys(MACHINES))("is in units that systemd takes as they are, for %s", (machine) => {
    expect(verified(unitsOf(machine))).toEqual({ status: 0, stderr: "" });
  });

  it("would be refused with a setting that there is not, so that it would tell", () => {
    const unit = join(folder, "odd.service");
    writeFileSync(unit, "[Service]\nType=oneshot\nExecStart=/bin/true\nRuntimeFolder=it\n");
    expect(verified([unit]).stderr).toContain("RuntimeFolder");
  });
});
