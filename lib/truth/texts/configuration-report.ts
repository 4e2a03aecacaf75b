import type { Examination } from "../examination";
import { type ConfigurationOptions, checkConfiguration } from "./configuration-check";
import type { ConfigurationSchema } from "./configuration-schema";

/** Checks a configuration and reports its keys as facts and its faults as problems. */
export function reportConfiguration(
  schema: ConfigurationSchema,
  content: unknown,
  where: string,
  options: ConfigurationOptions,
  examination: Examination,
): void {
  const { keys, faults } = checkConfiguration(schema, content, options);
  for (const name of keys) examination.checked({ kind: "configuration key", of: schema.program, name });
  for (const { at, ...problem } of faults) {
    examination.refuse({ ...problem, where: at === "" ? where : `${where} ${at}`, source: schema.source });
  }
}
