import { type DetectionRule, GUARDED_KINDS, PROGRAM_FOLDERS, SHELLS } from "../catalogue/runtime/detection-rules";
import type { GuardedProgram } from "../catalogue/runtime/guarded-programs";
import { Falco, type FalcoCondition } from "./falco-condition";

/** Tag of every rule here: the alerts on Falco's counters select by it. */
export const FALCO_TAG = "palisade";

/** Version of Falco's language that the rules need. Source: falcosecurity/rules falco-rules-5.1.0, the rules of Falco 0.44.1. */
const ENGINE_VERSION = "0.57.0";

/** One entry of a file of rules. */
export type FalcoEntry =
  | { readonly required_engine_version: string }
  | {
      readonly rule: string;
      readonly desc: string;
      readonly condition: string;
      readonly output: string;
      readonly priority: "CRITICAL";
      readonly source: "syscall";
      readonly tags: readonly string[];
    };

/** What the rules are made from. */
export interface FalcoRulesProps {
  /** The programs that are known. */
  readonly programs: readonly GuardedProgram[];
  /** Containers that others add to every pod, such as `linkerd-proxy`. */
  readonly addedContainers: readonly string[];
}

/** Runs of a program, begun or tried. */
const RUN = Falco.isOneOf("evt.type", ["execve", "execveat"]);
const OPENED = Falco.all(
  Falco.isOneOf("evt.type", ["open", "openat", "openat2"]),
  Falco.is("fd.typechar", "f"),
  Falco.isAtLeast("fd.num", 0),
);
/** Over IPv4 or IPv6, by TCP, and not to itself. Looking up a name connects by UDP without sending anything. */
const CONNECTED = Falco.all(
  Falco.is("evt.type", "connect"),
  Falco.isOneOf("fd.typechar", ["4", "6"]),
  Falco.is("fd.l4proto", "tcp"),
  Falco.not(Falco.isOneOf("fd.sip", ["127.0.0.1", "::1"])),
);
const DNS_PORT = 53;
/** What holds the network of a pod, in a container that no pod names. */
const PAUSE = Falco.all(Falco.is("proc.vpid", 1), Falco.is("proc.exepath", "/pause"));

const KIND = "k8s.pod.label[palisade.dev/kind]";
const CLIENT = "k8s.pod.label[palisade.dev/client]";
const IN_GUARDED_POD = Falco.isOneOf(KIND, GUARDED_KINDS);

/**
 * No command line stands in what is told: keys and passwords stand in some. The path of the program, its parent and the
 * pod say enough to look.
 */
const WHO =
  "program=%proc.exepath name=%proc.name parent=%proc.pname user=%user.uid container=%container.name " +
  "image=%container.image.repository pod=%k8s.pod.name namespace=%k8s.ns.name";

function entry(rule: DetectionRule, about: string, desc: string, what: FalcoCondition, told: string): FalcoEntry {
  return {
    rule: `Palisade ${rule}${about === "" ? "" : ` ${about}`}`,
    desc,
    condition: what.text,
    output: `${desc} | ${told}${told === "" ? "" : " "}${WHO}`,
    priority: "CRITICAL",
    source: "syscall",
    tags: [FALCO_TAG, rule],
  };
}

/**
 * Falco's rules about signers and validators: those of each program that is known, and those that hold for all. They
 * select pods by their labels, so that they hold for a signer that is declared next year.
 */
export function falcoRules({ programs, addedContainers }: FalcoRulesProps): readonly FalcoEntry[] {
  return [
    { required_engine_version: ENGINE_VERSION },
    ...programs.flatMap((program) => rulesOf(program, addedContainers)),
    ...rulesOfAll(programs),
  ];
}

/** The same as the text of a file. JSON is YAML, so that nothing in it can be read in two ways. */
export function falcoRulesFile(props: FalcoRulesProps): string {
  return `${JSON.stringify(falcoRules(props), null, 2)}\n`;
}

function rulesOf(program: GuardedProgram, addedContainers: readonly string[]): readonly FalcoEntry[] {
  const { client, title, containers, companions } = program;
  const inPod = Falco.all(IN_GUARDED_POD, Falco.is(CLIENT, client));
  const inProgram = Falco.all(inPod, Falco.isOneOf("container.name", containers));
  const foreign = foreignTo(program);
  return [
    entry(
      "other-program",
      client,
      `Another program runs beside ${title}`,
      Falco.all(RUN, inProgram, ...foreign),
      "from=%proc.aname[2]",
    ),
    entry(
      "connection",
      client,
      `${title} connects to a port that it has no business with`,
      Falco.all(CONNECTED, Falco.not(Falco.isOneOf("fd.sport", [DNS_PORT, ...program.reaches])), inProgram),
      "to=%fd.sip port=%fd.sport",
    ),
    entry(
      "key-files",
      client,
      `Another program reads keys, passwords or tokens of ${title}`,
      Falco.all(
        OPENED,
        Falco.is("evt.is_open_read", "true"),
        Falco.isBelow("fd.name", program.keyFolders),
        inPod,
        Falco.not(Falco.isOneOf("container.name", ["host", ...(companions ?? [])])),
        ...foreign,
      ),
      "file=%fd.name",
    ),
    ...(companions === undefined
      ? []
      : [
          entry(
            "strange-container",
            client,
            `A container runs in a pod of ${title} that does not belong there`,
            Falco.all(
              RUN,
              inPod,
              Falco.exists("container.name"),
              Falco.not(PAUSE),
              Falco.not(Falco.isOneOf("container.name", [...containers, ...companions, ...addedContainers])),
            ),
            "",
          ),
        ]),
  ];
}

/** What is neither the program nor a part of its start. */
function foreignTo({ executables, start }: GuardedProgram): readonly FalcoCondition[] {
  const itself = Falco.not(Falco.isOneOf("proc.exepath", executables));
  if (start === undefined) return [itself];
  const first = Falco.all(Falco.is("proc.vpid", 1), Falco.isOneOf("proc.name", start.names));
  // A script that waits is an ancestor of all that runs; one that became the program is nobody's.
  const steps = start.stays
    ? [Falco.all(Falco.is("proc.pvpid", 1), Falco.isOneOf("proc.pname", start.names))]
    : start.names.map((name) => Falco.is("proc.aname", name));
  return [itself, Falco.not(first), ...steps.map(Falco.not)];
}

function rulesOfAll(programs: readonly GuardedProgram[]): readonly FalcoEntry[] {
  const known = programs.map(({ client }) => client);
  return [
    entry(
      "shell",
      "",
      "A shell runs in a signer or validator",
      Falco.all(
        RUN,
        Falco.isOneOf("proc.name", SHELLS),
        Falco.not(Falco.is("proc.vpid", 1)),
        IN_GUARDED_POD,
        ...(known.length === 0 ? [] : [Falco.not(Falco.isOneOf(CLIENT, known))]),
      ),
      "",
    ),
    entry(
      "trace",
      "",
      "A process of a signer or validator is traced",
      Falco.all(
        Falco.is("evt.type", "ptrace"),
        Falco.any(
          Falco.holds("evt.arg[request]", "PTRACE_ATTACH"),
          Falco.holds("evt.arg[request]", "PTRACE_SEIZE"),
          Falco.holds("evt.arg[request]", "PTRACE_POKE"),
          Falco.holds("evt.arg[request]", "PTRACE_SETREGS"),
        ),
        IN_GUARDED_POD,
      ),
      "request=%evt.arg.request",
    ),
    entry(
      "written-program",
      "",
      "A program of a signer or validator is written to",
      Falco.all(
        OPENED,
        Falco.is("evt.is_open_write", "true"),
        Falco.isBelow("fd.name", PROGRAM_FOLDERS),
        IN_GUARDED_POD,
      ),
      "file=%fd.name",
    ),
  ];
}
