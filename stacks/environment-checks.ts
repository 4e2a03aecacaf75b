import { Checker } from "../lib/core/checks";
import { cidrsOverlap, parseCidr } from "../lib/core/cidr";
import type { Problem } from "../lib/core/errors";
import { planSubnets } from "../lib/core/subnet-plan";
import type { AwsPlatform, EnvironmentSpec } from "./environment";
import { checkSigners } from "./signer-checks";
import { checkTrust } from "./trust-checks";

const ENVIRONMENT_NAME = /^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/;
const KEY = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
const ACCOUNT_ID = /^\d{12}$/;
const ZONE_COUNT = 3;

function oddName(what: string, got: string, allowed: string): Problem {
  return { what: `${what} has a name that cannot be used everywhere`, got, allowed, doThis: "choose a plainer name" };
}

function noNodes(): Problem {
  return {
    what: "the environment has no nodes",
    allowed: "at least one entry in nodes",
    doThis: "add a node: an RPC tier and agents without one have nothing to talk to",
  };
}

function sharedAddresses(other: string, got: string): Problem {
  return {
    what: `its addresses overlap those of ${other}`,
    got,
    allowed: "a block of its own: networks with common addresses can never be connected",
    doThis: "choose another cidr",
  };
}

function takenName(what: string, got: string): Problem {
  return {
    what: `two ${what} have the same name`,
    got,
    allowed: "each name once",
    doThis: "rename one of them",
  };
}

function notPositive(field: string, got: number, minimum = 1): Problem {
  return {
    what: `${field} is out of range`,
    got,
    allowed: `a whole number of at least ${minimum}`,
    doThis: `correct ${field}`,
  };
}

function noPort(got: number): Problem {
  return {
    what: "platform.portForward.localPort is not a port",
    got,
    allowed: "1 to 65535",
    doThis: "name a free port of your machine, or leave portForward out",
  };
}

function noAddress(field: string): Problem {
  return {
    what: `${field} is not an address`,
    allowed: "https://vault.example.org:8200",
    doThis: `correct ${field}`,
  };
}

function vaultOutsideAws(got: string): Problem {
  return {
    what: "a Vault of the environment's own has no key in KMS to be opened by",
    got: `platform.kind: ${got}`,
    allowed: "vault.kind own on a platform of kind aws; existing or embedded elsewhere",
    doThis: "name a server that somebody keeps, or use the embedded one on a machine of your own",
  };
}

function forgetfulVault(got: string): Problem {
  return {
    what: "the embedded Vault forgets every secret when it stops, and this environment has an account of its own",
    got: `platform.kind: ${got}`,
    allowed: "vault.kind embedded on a cluster that is there already",
    doThis: "use vault.kind own or existing",
  };
}

function regionElsewhere(got: string, region: string): Problem {
  return {
    what: "the key that opens Vault lies in another region than the environment",
    got,
    allowed: region,
    doThis: "correct vault.seal.region",
  };
}

function checkVault(check: Checker, { platform, vault }: EnvironmentSpec): void {
  const { terraformAddress } = vault;
  check.that(terraformAddress === undefined || URL.canParse(terraformAddress), () =>
    noAddress("vault.terraformAddress"),
  );
  if (vault.kind === "existing") check.that(URL.canParse(vault.address), () => noAddress("vault.address"));
  if (vault.kind === "embedded") check.that(platform.kind === "existing", () => forgetfulVault(platform.kind));
  if (vault.kind !== "own") return;
  if (platform.kind !== "aws") {
    check.add(vaultOutsideAws(platform.kind));
    return;
  }
  const { region } = vault.seal;
  check.that(region === platform.region, () => regionElsewhere(region, platform.region));
}

function checkPlatform(check: Checker, environment: string, platform: AwsPlatform): void {
  const { portForward } = platform;
  if (portForward !== undefined) {
    const { localPort } = portForward;
    check.that(Number.isInteger(localPort) && localPort >= 1 && localPort <= 65_535, () => noPort(localPort));
  }
  check.that(ACCOUNT_ID.test(platform.accountId), () => ({
    what: "the account number is not one",
    got: platform.accountId,
    allowed: "twelve digits",
    doThis: "take it from the account's page",
  }));
  check.collect(() => planSubnets(platform.cidr, ZONE_COUNT), environment);
}

function publishedWithoutLoadBalancer(got: string): Problem {
  return {
    what: "the RPC tier is published where no load balancer of AWS can serve it",
    got,
    allowed: "rpc.published on a platform of kind aws",
    doThis: "leave published out",
  };
}

function certificateElsewhere(got: string, region: string): Problem {
  return {
    what: "the certificate of the RPC tier lies where its load balancer cannot use it",
    got,
    allowed: `a certificate of ACM in ${region}`,
    doThis: "request it in the environment's region",
  };
}

function checkPublished(check: Checker, { platform, rpc: { published } }: EnvironmentSpec): void {
  if (published === undefined) return;
  const { certificateArn, domain } = published;
  if (platform.kind !== "aws") {
    check.add(publishedWithoutLoadBalancer(domain));
    return;
  }
  const [, , service, region] = certificateArn.split(":");
  check.that(service === "acm" && region === platform.region, () =>
    certificateElsewhere(certificateArn, platform.region),
  );
}

function checkSizes(check: Checker, environment: EnvironmentSpec): void {
  const { monitoring, rpc } = environment;
  const sizes: readonly (readonly [string, number, number])[] = [
    ["monitoring.retentionDays", monitoring.retentionDays, 1],
    ["monitoring.storageGiB", monitoring.storageGiB, 1],
    ["monitoring.replicas", monitoring.replicas, 1],
    ["rpc.replicas", rpc.replicas, 2],
    ...Object.entries(environment.nodes).flatMap(([key, node]) =>
      Object.entries(node.options ?? {}).flatMap(([role, options]) =>
        options?.storageGiB === undefined
          ? []
          : [[`nodes.${key}.options.${role}.storageGiB`, options.storageGiB, 1] as const],
      ),
    ),
  ];
  for (const [field, value, minimum] of sizes) {
    check.that(Number.isInteger(value) && value >= minimum, () => notPositive(field, value, minimum));
  }
}

function checkEnvironment(environment: EnvironmentSpec): readonly Problem[] {
  const check = new Checker(environment.name);
  check.that(ENVIRONMENT_NAME.test(environment.name), () =>
    oddName("an environment", environment.name, "lower-case letters, digits and inner hyphens, at most 16 characters"),
  );
  const { validators = {}, wallets = {} } = environment.signers ?? {};
  for (const key of [environment.nodes, environment.agents, validators, wallets].flatMap(Object.keys)) {
    check.that(KEY.test(key) && key.length <= 40, () =>
      oddName(
        "a node, an agent or a signer",
        key,
        "lower-case letters, digits and inner hyphens, at most 40 characters",
      ),
    );
  }
  check.that(Object.keys(environment.nodes).length > 0, noNodes);
  for (const key of Object.keys(environment.nodes)) {
    check.that(!(key in environment.agents), () => takenName("nodes and agents of one environment", key));
  }
  for (const key of Object.keys(validators)) {
    check.that(!(key in wallets), () => takenName("signers of one environment", key));
  }
  if (environment.platform.kind === "aws") checkPlatform(check, environment.name, environment.platform);
  checkVault(check, environment);
  checkSizes(check, environment);
  checkPublished(check, environment);
  checkSigners(check, environment);
  checkTrust(check, environment);
  return check.problems;
}

/** The block of an environment's network, when it has one that can be read. */
function blockOf(environment: EnvironmentSpec) {
  if (environment.platform.kind !== "aws") return undefined;
  const { cidr } = environment.platform;
  return new Checker(environment.name).collect(() => parseCidr(cidr));
}

/**
 * Checks the data of all environments together, before anything is built.
 *
 * @throws PalisadeError listing everything wrong with any of them
 */
export function checkEnvironments(environments: readonly EnvironmentSpec[]): void {
  const check = new Checker("environments");
  environments.forEach((environment, index) => {
    for (const problem of checkEnvironment(environment)) check.add(problem);
    const block = blockOf(environment);
    for (const earlier of environments.slice(0, index)) {
      check.that(earlier.name !== environment.name, () => takenName("environments", environment.name));
      const other = blockOf(earlier);
      if (block === undefined || other === undefined || environment.platform.kind !== "aws") continue;
      const { cidr } = environment.platform;
      check.that(!cidrsOverlap(block, other), () => ({
        ...sharedAddresses(earlier.name, cidr),
        where: environment.name,
      }));
    }
  });
  check.done();
}
