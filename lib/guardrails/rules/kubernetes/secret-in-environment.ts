import { splitImage } from "../../../images/image-name";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { itemsAt } from "./lists";

/**
 * Programs that read no files for their secrets, so that there is no better place. Source: erpc/erpc, `common/config.go`,
 * which expands variables in its file and nothing else.
 */
const READS_ENVIRONMENT_ALONE = /(^|\/)erpc\/erpc$/;

const VARIABLES = ["env"];
const SOURCES = ["envFrom"];
/** Where a variable names one value of a secret, and where a source names all of them. */
const ONE_VALUE = ["valueFrom", "secretKeyRef"];
const ALL_VALUES = ["secretRef"];

export const secretInEnvironment = guardrail({
  id: "kubernetes/secret-in-environment",
  title: "Secrets reach containers as files",
  severity: "low",
  why: "A variable shows up in crash dumps, in the environment of every child process and in /proc, and stays as it was when the secret is rotated.",
  fix: "mount the secret as a volume: secret.grantRead(workload).volume(), and workload.mount(…)",
  controls: { cisEks: ["4.4.1"] },
  aliases: ["CKV_K8S_35", "C-0207"],
  subject: "container",
  check: ({ spec, image }) => {
    if (READS_ENVIRONMENT_ALONE.test(String(splitImage(String(image))?.repository))) return undefined;
    const [variables, sources] = [itemsAt(spec, VARIABLES), itemsAt(spec, SOURCES)];
    const found: Judgement[] = [
      ...(variables ?? []).flatMap((variable, index) => judged(variable, ONE_VALUE, [...VARIABLES, index])),
      ...(sources ?? []).flatMap((source, index) => judged(source, ALL_VALUES, [...SOURCES, index])),
      ...(variables === undefined ? [unknown(VARIABLES)] : []),
      ...(sources === undefined ? [unknown(SOURCES)] : []),
    ];
    return found.length === 0 ? PASS : found;
  },
  examples: () => ({
    pass: [
      exampleContainer("no variables", {}),
      exampleContainer("variables that are no secrets", {
        env: [
          { name: "LEVEL", value: "info" },
          { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
        ],
        envFrom: [{ configMapRef: { name: "it" } }],
      }),
      exampleContainer("a secret as a file", { volumeMounts: [{ name: "secret", mountPath: "/run/secrets/it" }] }),
    ],
    fail: [
      exampleContainer("one value of a secret", {
        env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "it", key: "token" } } }],
      }),
      exampleContainer("all values of a secret", { envFrom: [{ secretRef: { name: "it" } }] }),
    ],
    unknown: [
      exampleContainer("variables from elsewhere", { env: "$" + "{var.env}" }),
      exampleContainer("a list from elsewhere", { envFrom: "$" + "{var.env}" }),
      exampleContainer("one from elsewhere", { env: ["$" + "{var.env}"] }),
    ],
    notApplicable: [
      exampleContainer("a program that reads no files for this", {
        image: "ghcr.io/erpc/erpc:0.1.2",
        env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "it", key: "token" } } }],
      }),
    ],
  }),
});

function judged(source: unknown, path: readonly string[], at: readonly (string | number)[]): readonly Judgement[] {
  const { state } = read(source, path);
  if (state === "unknown") return [unknown([...at, ...path])];
  return state === "known" ? [fail([...at, ...path], "a file, from a volume")] : [];
}
