import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { MachineSecretsProps, SecretService } from "./machine-secrets-props";

const NAME = /^[a-z][a-z0-9-]{0,30}$/;
const UNIT = /^[A-Za-z0-9][A-Za-z0-9:_.@-]{0,100}$/;
/** Portable user names, as `useradd` takes them (shadow, useradd(8), "CAVEATS"). */
const USER = /^[a-z_][a-z0-9_-]{0,31}$/;
/** Longest name of a credential of systemd, which is one of a file (systemd.exec(5), LoadCredential). */
const LONGEST_FILE = 255;

/** What signs, by its kind or by the name of its unit: a restart at the wrong moment is a way to sign twice. */
const SIGNING_KINDS: readonly string[] = ["validator", "signer"];
const SIGNING_UNITS = /validator|signer|tmkms|horcrux|dirk/i;

function odd(what: string, got: unknown, allowed: string, doThis = "correct it"): Problem {
  return { what, got, allowed, doThis };
}

function restartedSigner(service: SecretService): Problem {
  return odd(
    "what signs would be restarted by the rotation of a secret",
    service.name,
    "services that sign nothing",
    "leave restartOnChange out, and restart it by hand when it is safe",
  );
}

/** Checks what is the same wherever secrets come from. @param secrets names of their values, by what files begin with */
export function checkMachineSecrets(
  check: Checker,
  props: MachineSecretsProps,
  secrets: Readonly<Record<string, readonly string[]>>,
): void {
  const { name, owner = "root", services = [] } = props;
  check.that(NAME.test(name), () => odd("the name of a machine's secrets is none", name, "such as gateway"));
  check.that(USER.test(owner), () => odd("the owner of the files is no user", owner, "the name of a user"));
  check.that(Object.keys(secrets).length > 0, () =>
    odd("a machine would fetch nothing", secrets, "one secret or more", "name them in secrets"),
  );
  for (const [secret, keys] of Object.entries(secrets)) {
    check.that(NAME.test(secret), () => odd("files cannot begin with this", secret, "such as rpc"));
    for (const key of keys) {
      check.that(secret.length + key.length < LONGEST_FILE, () =>
        odd("the name of a file would be too long", `${secret}.${key}`, `${LONGEST_FILE} characters`),
      );
    }
  }
  for (const service of services) {
    check.that(UNIT.test(service.name) && !service.name.endsWith(".service"), () =>
      odd("a service is no unit of systemd", service.name, "its name without .service, such as geth"),
    );
    const signs = SIGNING_UNITS.test(service.name) || SIGNING_KINDS.includes(service.kind ?? "");
    check.that(service.restartOnChange !== true || !signs, () => restartedSigner(service));
  }
  const names = services.map((service) => service.name);
  check.that(new Set(names).size === names.length, () => odd("a service is named twice", names, "each once"));
}

/** Problem of secrets that come from more than one Vault; undefined when they come from one. */
export function addressesProblem(addresses: readonly string[]): Problem | undefined {
  const different = [...new Set(addresses)];
  if (different.length <= 1) return undefined;
  return odd("a machine would log in to more than one Vault", different, "secrets of one", "make one for each Vault");
}
