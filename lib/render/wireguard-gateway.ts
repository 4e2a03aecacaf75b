import type { MachineFile } from "./cloud-config";

/** Port that WireGuard listens at. Source: IANA has none; WireGuard's own examples and those of its tools use this one. */
export const WIREGUARD_PORT = 51_820;

/** A peer, as the gateway knows it. */
export interface TunnelPeer {
  /** Name, for whoever reads the configuration. */
  readonly name: string;
  /** Public key in base64. */
  readonly publicKey: string;
  /** Address inside the tunnel. */
  readonly address: string;
}

/** What is forwarded. */
export interface ForwardedTraffic {
  readonly cidr: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/** Everything that is written to a gateway's disk. No key is among it but public ones. */
export interface WireGuardGatewaySettings {
  readonly name: string;
  readonly region: string;
  /** Block of the tunnel, and the gateway's own address in it with the length of the block. */
  readonly tunnelCidr: string;
  readonly gatewayAddress: string;
  readonly peers: readonly TunnelPeer[];
  readonly forwarded: readonly ForwardedTraffic[];
  /** Name of the secret that the gateway keeps its private key in. */
  readonly secretName: string;
  /** Packages with their versions, in the words of dnf. */
  readonly packages: readonly string[];
  /** Namespace of the metric that says the tunnel is up. */
  readonly metricNamespace: string;
}

const FOLDER = "/run/palisade-wireguard";
const SCRIPT = "/usr/local/libexec/palisade/wireguard";
const ALIVE = "/usr/local/libexec/palisade/wireguard-alive";
const PEERS = "/etc/palisade/wireguard.conf";
const RULES = "/etc/palisade/wireguard.nft";

/** Units of the gateway. */
export const WIREGUARD_UNITS = ["palisade-wireguard.service", "palisade-wireguard-alive.timer"] as const;

/** The files of a gateway. */
export function wireGuardFiles(settings: WireGuardGatewaySettings): readonly MachineFile[] {
  const unit = (name: string, content: string) => ({
    path: `/etc/systemd/system/${name}`,
    permissions: "0644",
    content,
  });
  return [
    { path: PEERS, permissions: "0644", content: peersFile(settings) },
    { path: RULES, permissions: "0644", content: forwardingRules(settings) },
    { path: SCRIPT, permissions: "0755", content: startScript(settings) },
    { path: ALIVE, permissions: "0755", content: aliveScript(settings) },
    unit("palisade-wireguard.service", START_UNIT),
    unit("palisade-wireguard-alive.service", ALIVE_UNIT),
    unit("palisade-wireguard-alive.timer", ALIVE_TIMER),
  ];
}

/** What `wg setconf` reads (wg(8), "CONFIGURATION FILE FORMAT"); the private key comes beside it, from memory. */
function peersFile({ peers }: WireGuardGatewaySettings): string {
  const each = peers.map(
    ({ address, name, publicKey }) => `\n# ${name}\n[Peer]\nPublicKey = ${publicKey}\nAllowedIPs = ${address}/32\n`,
  );
  return `[Interface]\nListenPort = ${WIREGUARD_PORT}\n${each.join("")}`;
}

/**
 * What is forwarded, and nothing else: not from peer to peer, not to the gateway, not to the metadata service. What goes on
 * has the gateway's address, so that security groups let the gateway in and not the tunnel (nft(8)).
 */
function forwardingRules({ forwarded, tunnelCidr }: WireGuardGatewaySettings): string {
  const accepted = forwarded.map(
    ({ cidr, port, protocol }) =>
      `    iifname "wg0" oifname != "wg0" ip daddr ${cidr} ${protocol} dport ${port} accept\n`,
  );
  return `table inet palisade
delete table inet palisade
table inet palisade {
  chain forward {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
${accepted.join("")}  }
  chain input {
    type filter hook input priority filter; policy accept;
    iifname "wg0" icmp type echo-request accept
    iifname "wg0" drop
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${tunnelCidr} oifname != "wg0" masquerade
  }
}
`;
}

/**
 * Starts the tunnel. The private key is made here when the secret has no value yet, and never otherwise: a store that does
 * not answer is no reason to make a new one, which every peer would have to be told. It is in memory and in the secret.
 */
function startScript({ gatewayAddress, packages, region, secretName }: WireGuardGatewaySettings): string {
  const install =
    packages.length === 0
      ? ""
      : `rpm -q ${packages.join(" ")} >/dev/null || dnf install --assumeyes --quiet ${packages.join(" ")}\n`;
  return `#!/bin/sh
# Starts the tunnel. With "rotate" it makes a new key first, of which every peer has to be told.
set -eu
umask 077
key=${FOLDER}/private-key

secret() {
  command="$1"
  shift
  aws secretsmanager "$command" --region ${region} --secret-id ${secretName} "$@"
}

make_key() {
  wg genkey >"$key"
  secret put-secret-value --secret-string "file://$key" >/dev/null
}

[ "$(stat -f -c %T ${FOLDER})" = tmpfs ]
[ "$(wc -l </proc/swaps)" -le 1 ]
trap 'rm -f "$key"' EXIT
${install}
versions="$(secret describe-secret --query VersionIdsToStages --output text)"
case "$versions:\${1:-}" in
None:* | :* | *:rotate) make_key ;;
esac
secret get-secret-value --query SecretString --output text >"$key"

sysctl -q -w net.ipv4.ip_forward=1
nft -f ${RULES}
ip link show dev wg0 >/dev/null 2>&1 || ip link add dev wg0 type wireguard
wg setconf wg0 ${PEERS}
wg set wg0 private-key "$key"
ip address replace ${gatewayAddress} dev wg0
ip link set dev wg0 up
`;
}

/** Tells CloudWatch that the tunnel is up; an alarm follows from silence. */
function aliveScript({ metricNamespace, name, region }: WireGuardGatewaySettings): string {
  return `#!/bin/sh
set -eu
[ "$(wg show wg0 listen-port)" = ${WIREGUARD_PORT} ]
aws cloudwatch put-metric-data --region ${region} --namespace ${metricNamespace} --metric-name Up --value 1 --dimensions Gateway=${name}
`;
}

const START_UNIT = `[Unit]
Description=WireGuard tunnel for administration
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${SCRIPT}
Restart=on-failure
RestartSec=15
RuntimeDirectory=palisade-wireguard
RuntimeDirectoryMode=0700
UMask=0077
LimitCORE=0

[Install]
WantedBy=multi-user.target
`;

const ALIVE_UNIT = `[Unit]
Description=Says that the WireGuard tunnel is up
After=palisade-wireguard.service

[Service]
Type=oneshot
ExecStart=${ALIVE}
`;

const ALIVE_TIMER = `[Unit]
Description=Says every minute that the WireGuard tunnel is up

[Timer]
OnActiveSec=60s
OnUnitInactiveSec=60s
AccuracySec=5s

[Install]
WantedBy=timers.target
`;
