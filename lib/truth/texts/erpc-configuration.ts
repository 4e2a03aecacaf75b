import { join } from "node:path";
import { recordAt } from "../../core/json";
import { readYaml } from "../../core/yaml";
import type { Examination } from "../examination";
import type { KubernetesObject } from "../kubernetes/objects";
import { holdsReference } from "../terraform-text";
import { reportConfiguration } from "./configuration-report";
import { readConfigurationSchema } from "./configuration-schema";

/** The keys of eRPC's configuration; written by test/support/write-erpc-configuration.ts. */
export const ERPC_CONFIGURATION_FILE = join(__dirname, "../../catalogue/clients/erpc-configuration.json");

/** A file of this name is a configuration of eRPC: the name that it looks for by itself. */
const FILE = /^erpc\.ya?ml$/;

/** Looks at configurations of eRPC in a config map. */
export function examineErpcConfiguration(object: KubernetesObject, examination: Examination): void {
  if (object.kind !== "ConfigMap") return;
  for (const [file, text] of Object.entries(recordAt(object.manifest, "data"))) {
    if (FILE.test(file) && typeof text === "string") examineErpcText(text, object.where(`data.${file}`), examination);
  }
}

function examineErpcText(text: string, where: string, examination: Examination): void {
  const schema = readConfigurationSchema(ERPC_CONFIGURATION_FILE);
  const reading = readYaml(text);
  if (reading.fault !== undefined) {
    if (holdsReference(text)) return;
    const { at, message } = reading.fault;
    examination.refuse({
      where,
      what: `${schema.program} cannot read its configuration: no YAML${at === undefined ? "" : ` at line ${at.line}, column ${at.column}`}`,
      got: message,
      doThis: "mend the text",
      source: schema.source,
    });
    return;
  }
  // What holds a variable of the environment is put together only when eRPC starts.
  const options = { unknown: (value: string) => value.includes("$") };
  reportConfiguration(schema, reading.data, where, options, examination);
}
