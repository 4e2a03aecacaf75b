import { writeFileSync } from "node:fs";

/**
 * Writes a program that runs another one of the same folder with more in its environment. It finds the folder by
 * itself, so that the folder can be renamed.
 *
 * @param file where it is written
 * @param variables shell words; `$here` is the folder
 * @param command shell words of the command
 */
export function writeWrapper(file: string, variables: Readonly<Record<string, string>>, command: string): void {
  const exports = Object.entries(variables).map(([name, value]) => `${name}="${value}"\nexport ${name}`);
  const lines = ["#!/bin/sh", 'here=$(dirname "$(readlink -f "$0")")', ...exports, `exec ${command} "$@"`, ""];
  writeFileSync(file, lines.join("\n"), { mode: 0o755 });
}
