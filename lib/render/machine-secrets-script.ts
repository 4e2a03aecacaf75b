import type { MachineSecret, MachineSecretsSettings } from "./machine-secrets";

/**
 * Makes a file of each value of a secret, and says when one is new. In Python, since every machine that cloud-init runs on
 * has it, and a shell cannot read JSON. A value that is missing, empty or no text is an error, and its name alone is shown.
 */
export const SPLIT_PROGRAM = `#!/usr/bin/python3 -I
import json
import os
import sys

folder, name, *keys = sys.argv[1:]
with open(f"{folder}/.new/{name}.json", encoding="utf-8") as read:
    values = json.load(read)
os.remove(f"{folder}/.new/{name}.json")
if not isinstance(values, dict):
    sys.exit(f"{name} is no set of values")
for key in keys:
    value = values.get(key)
    if not isinstance(value, str) or value == "":
        sys.exit(f"{name} has no value {key}")
    made = os.open(f"{folder}/.new/{name}.{key}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(made, "w", encoding="utf-8") as written:
        written.write(value)
    try:
        with open(f"{folder}/{name}.{key}", encoding="utf-8") as known:
            changed = known.read() != value
    except FileNotFoundError:
        changed = True
    if changed:
        print(f"{name}.{key}")
`;

/** Fetches, tried for nine minutes, while the unit may take ten. */
const ATTEMPTS = 36;
const PAUSE_SECONDS = 15;

/** Where things lie on the machine. */
interface ScriptPlaces {
  readonly folder: string;
  readonly split: string;
  readonly agent: string;
}

/**
 * The script of the unit. Values pass through pipes and files in memory, never through arguments or variables. It puts a
 * whole set in place or none, and ends with an error when anything is missing.
 */
export function machineSecretsScript(settings: MachineSecretsSettings, places: ScriptPlaces): string {
  const { login, name, owner, secrets, services } = settings;
  const steps = [
    'rm -rf "$new"',
    'mkdir "$new"',
    ': >"$new/.changed"',
    ...(login.kind === "vault"
      ? [`${login.program} agent -config=${places.agent} -log-level=warn`]
      : secrets.map((secret) => readFromAws(secret, login.region))),
    ...secrets.map((secret) => `${places.split} "$folder" ${secret.name} ${secret.keys.join(" ")} >>"$new/.changed"`),
  ];
  const files = secrets.flatMap((secret) => secret.keys.map((key) => `${secret.name}.${key}`));
  const restarted = services.filter(({ isRestarted }) => isRestarted).map((service) => `${service.name}.service`);
  return `#!/bin/sh
# Fetches secrets with this machine's own identity into memory. No value stands here.
set -eu
umask 077
folder=${places.folder}
new="$folder/.new"

fail() {
  echo "secrets of ${name}: $1" >&2
  exit 1
}

fetch() {
${steps.map((step) => `  ${step}`).join(" &&\n")}
}

[ "$(stat -f -c %T "$folder")" = tmpfs ] || fail "$folder is not in memory"
[ "$(wc -l </proc/swaps)" -le 1 ] || fail "swap is on, and memory may be written to a disk"
trap 'rm -rf "$new"' EXIT

attempt=1
until fetch; do
  [ "$attempt" -lt ${ATTEMPTS} ] || fail "they could not be fetched; what needs them is not started"
  attempt=$((attempt + 1))
  sleep ${PAUSE_SECONDS}
done

for file in ${files.join(" ")}; do
  chown ${owner} "$new/$file"
  mv -f "$new/$file" "$folder/$file"
done
${restarted.length === 0 ? "" : restartLines(restarted)}`;
}

/** A service that does not run yet is left alone: it has what is new when it starts. */
function restartLines(services: readonly string[]): string {
  return `if [ -s "$new/.changed" ]; then
  systemctl --no-block try-restart ${services.join(" ")}
fi
`;
}

function readFromAws({ name, path }: MachineSecret, region: string): string {
  const command = `aws secretsmanager get-secret-value --region ${region} --secret-id ${path}`;
  return `${command} --query SecretString --output text >"$new/${name}.json"`;
}
