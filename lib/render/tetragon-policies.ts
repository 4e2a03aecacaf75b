import { type DetectionRule, GUARDED_KINDS, PROGRAM_FOLDERS, SHELLS } from "../catalogue/runtime/detection-rules";
import type { GuardedProgram } from "../catalogue/runtime/guarded-programs";

/** Rules that Tetragon can hold: it sees no containers come. */
export const TETRAGON_RULES = [
  "other-program",
  "shell",
  "connection",
  "key-files",
  "trace",
  "written-program",
] as const;

/** Name of a rule that Tetragon can hold. */
export type TetragonRule = (typeof TETRAGON_RULES)[number] & DetectionRule;

/** First part of the names of all policies: alerts and filters select by it. */
export const TETRAGON_PREFIX = "palisade";

/** What the policies are made from. */
export interface TetragonPoliciesProps {
  /** The programs that are known. */
  readonly programs: readonly GuardedProgram[];
  /** Rules under which a process is killed; it is told under the others. */
  readonly kills: readonly TetragonRule[];
}

/** A policy, as an object of Kubernetes. */
export interface TracingPolicy {
  readonly apiVersion: "cilium.io/v1alpha1";
  readonly kind: "TracingPolicy";
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** `MAY_READ` and `MAY_WRITE` of the kernel (include/linux/fs.h), as `security_file_permission` gets them. */
const MAY_READ = "4";
const MAY_WRITE = "2";
/** `PROT_READ`, `PROT_WRITE` and `MAP_SHARED` of mmap(2), as `security_mmap_file` gets them. */
const PROT_READ = "1";
const PROT_WRITE = "2";
const MAP_SHARED = "1";
/** `PTRACE_TRACEME` (ptrace(2)): a process lets its parent trace it. Every other request is about somebody else. */
const TRACE_ME = "0";
const DNS_PORT = 53;
const LOOPBACK = ["127.0.0.0/8", "::1/128"];

type Filter = Readonly<Record<string, unknown>>;

/**
 * Tetragon's policies about signers and validators. They select pods by their labels, and hold for one that is declared
 * next year. Hooks, arguments and operators: cilium/tetragon v1.7.0, docs/content/en/docs/concepts/tracing-policy and
 * examples/tracingpolicy.
 */
export function tetragonPolicies({ programs, kills }: TetragonPoliciesProps): readonly TracingPolicy[] {
  const known = programs.map(({ client }) => client);
  return [
    ...programs.flatMap((program) => policiesOf(program, kills)),
    policy("shell", "unknown", podsOfAll(known), {}, kills, [runs(kills, "shell", [shellBesideFirst()])]),
    policy("trace", "all", podsOfAll([]), {}, kills, [traces(kills)]),
    policy("written-program", "all", podsOfAll([]), {}, kills, writes(kills)),
  ];
}

function policiesOf(program: GuardedProgram, kills: readonly TetragonRule[]): readonly TracingPolicy[] {
  const { client, containers, executables, keyFolders, reaches } = program;
  const pods = {
    matchLabels: { "palisade.dev/client": client },
    matchExpressions: [{ key: "palisade.dev/kind", operator: "In", values: [...GUARDED_KINDS] }],
  };
  const inProgram = {
    containerSelector: { matchExpressions: [{ key: "name", operator: "In", values: [...containers] }] },
  };
  const others = { matchBinaries: [{ operator: "NotIn", values: [...executables] }] };
  return [
    policy("other-program", client, pods, inProgram, kills, [runs(kills, "other-program", foreignRuns(program))]),
    policy("connection", client, pods, inProgram, kills, [connects(kills, reaches)]),
    policy(
      "key-files",
      client,
      pods,
      inProgram,
      kills,
      // The first process of a container is its start script, before it is the program.
      reads(kills, keyFolders, { ...others, ...(program.start === undefined ? {} : notFirst()) }),
    ),
  ];
}

/**
 * What the program and its children run, and what a shell from outside brings: one that is no step of the start. The
 * helpers of a start script are none of the program's children, and no shells.
 */
function foreignRuns({ executables, start }: GuardedProgram): readonly Filter[] {
  const other = argument(0, "NotEqual", executables);
  if (start === undefined) return [{ matchArgs: [other] }];
  return [
    { matchBinaries: [{ operator: "In", values: [...executables], followChildren: true }], matchArgs: [other] },
    shellBesideFirst(),
  ];
}

function shellBesideFirst(): Filter {
  const endings = SHELLS.map((name) => `/${name}`);
  return { ...notFirst(), matchArgs: [argument(0, "Postfix", endings)] };
}

/** Not the first process of a container. */
function notFirst(): Filter {
  return { matchPIDs: [{ operator: "NotIn", followForks: false, isNamespacePID: true, values: [1] }] };
}

function runs(kills: readonly TetragonRule[], rule: TetragonRule, filters: readonly Filter[]): Filter {
  return {
    call: "security_bprm_check",
    syscall: false,
    args: [{ index: 0, type: "linux_binprm" }],
    selectors: filters.map((filter) => ({ ...filter, ...actions(kills, rule) })),
  };
}

function connects(kills: readonly TetragonRule[], reaches: readonly number[]): Filter {
  const ports = [DNS_PORT, ...reaches].map(String);
  return {
    call: "tcp_connect",
    syscall: false,
    args: [{ index: 0, type: "sock" }],
    selectors: [
      {
        matchArgs: [argument(0, "NotDPort", ports), argument(0, "NotDAddr", LOOPBACK)],
        ...actions(kills, "connection"),
      },
    ],
  };
}

/**
 * Reading by any system call, and mapping into memory, after which no call is needed any more (docs of Tetragon v1.7.0,
 * content/en/docs/use-cases/filename-access.md).
 */
function reads(kills: readonly TetragonRule[], folders: readonly string[], who: Filter): readonly Filter[] {
  const shared = { folders, who, action: actions(kills, "key-files") };
  return [
    fileHook("security_file_permission", ["file", "int"], [argument(1, "Equal", [MAY_READ])], shared),
    fileHook("security_mmap_file", ["file", "uint32"], [argument(1, "Mask", [PROT_READ])], shared),
  ];
}

/**
 * Writing by any system call, mapping to write, and cutting off. A private mapping, as every start of a program makes them,
 * does not change the file. Of the two hooks for cutting off a kernel has one: `path` before 6.2, `file` since.
 */
function writes(kills: readonly TetragonRule[]): readonly Filter[] {
  const shared = { folders: PROGRAM_FOLDERS, who: {}, action: actions(kills, "written-program") };
  const mapped = [argument(1, "Mask", [PROT_WRITE]), argument(2, "Mask", [MAP_SHARED])];
  const whereItIs = { ignore: { callNotFound: true } };
  return [
    fileHook("security_file_permission", ["file", "int"], [argument(1, "Equal", [MAY_WRITE])], shared),
    fileHook("security_mmap_file", ["file", "uint32", "uint32"], mapped, shared),
    { ...fileHook("security_path_truncate", ["path"], [], shared), ...whereItIs },
    { ...fileHook("security_file_truncate", ["file"], [], shared), ...whereItIs },
  ];
}

/** What a hook on files is told beside its own filters. */
interface FileFilters {
  readonly folders: readonly string[];
  readonly who: Filter;
  readonly action: Filter;
}

/** @param types of the hook's arguments, of which the first is the file */
function fileHook(
  call: string,
  types: readonly string[],
  filters: readonly Filter[],
  { action, folders, who }: FileFilters,
): Filter {
  const prefixes = folders.map((folder) => `${folder}/`);
  return {
    call,
    syscall: false,
    args: types.map((type, index) => ({ index, type })),
    selectors: [{ ...who, matchArgs: [argument(0, "Prefix", prefixes), ...filters], ...action }],
  };
}

function traces(kills: readonly TetragonRule[]): Filter {
  return {
    call: "sys_ptrace",
    syscall: true,
    args: [
      { index: 0, type: "int" },
      { index: 1, type: "int" },
    ],
    selectors: [{ matchArgs: [argument(0, "NotEqual", [TRACE_ME])], ...actions(kills, "trace") }],
  };
}

function argument(index: number, operator: string, values: readonly string[]): Filter {
  return { index, operator, values: [...values] };
}

function actions(kills: readonly TetragonRule[], rule: TetragonRule): Filter {
  return kills.includes(rule) ? { matchActions: [{ action: "Sigkill" }] } : {};
}

function podsOfAll(knownClients: readonly string[]) {
  return {
    matchExpressions: [
      { key: "palisade.dev/kind", operator: "In", values: [...GUARDED_KINDS] },
      ...(knownClients.length === 0
        ? []
        : [{ key: "palisade.dev/client", operator: "NotIn", values: [...knownClients] }]),
    ],
  };
}

function policy(
  rule: TetragonRule,
  about: string,
  podSelector: Filter,
  containers: Filter,
  kills: readonly TetragonRule[],
  kprobes: readonly Filter[],
): TracingPolicy {
  return {
    apiVersion: "cilium.io/v1alpha1",
    kind: "TracingPolicy",
    metadata: { name: `${TETRAGON_PREFIX}-${rule}-${about}` },
    spec: {
      // Whoever sets the mode of a policy by hand sees that this one was never meant to kill.
      options: [{ name: "policy-mode", value: kills.includes(rule) ? "enforce" : "monitor" }],
      podSelector,
      ...containers,
      kprobes,
    },
  };
}

/** Names of policies, to be filtered by. */
export function policyNames(policies: readonly TracingPolicy[]): readonly string[] {
  return policies.map(({ metadata }) => metadata.name);
}
