import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Checker } from "../core/checks";
import type { Problem } from "../core/errors";
import { isJsonRecord } from "../core/json";
import { GUARDRAILS, type Rule } from "../guardrails";

function noFile(file: string): Problem {
  return { what: "there is no such file of rules", doThis: "correct the path behind --rules", where: file };
}

function notLoadable(file: string, error: unknown): Problem {
  return {
    what: "the file of rules cannot be loaded",
    got: error instanceof Error ? error.message : String(error),
    doThis: "mend the file: it has to load by itself",
    where: file,
  };
}

function noTypeScript(file: string): Problem {
  return {
    what: "the file of rules is TypeScript, and nothing is installed that runs it",
    allowed: "a .js, .cjs or .mjs file, or tsx in the node_modules of this folder",
    doThis: "run npm install --save-dev tsx, or compile the file",
    where: file,
  };
}

function noRules(file: string): Problem {
  return {
    what: "the file exports no rule",
    allowed: "what guardrail({...}) of cdktf-palisade/guardrails gives, by itself or in a list",
    doThis: "export the rules of the file",
    where: file,
  };
}

function takenId(file: string, id: string): Problem {
  return {
    what: "two rules have the same id",
    got: id,
    doThis: "give this one another id, with a family of your own before the slash",
    where: file,
  };
}

/** Rules of a team, from the files that export them. @throws PalisadeError for every file that gives none */
export async function loadRules(files: readonly string[]): Promise<readonly Rule[]> {
  const check = new Checker("--rules");
  const ids = new Set(GUARDRAILS.map(({ id }) => id));
  const rules: Rule[] = [];
  for (const file of files) {
    const found = await rulesOf(file, check);
    for (const rule of found) {
      if (check.that(!ids.has(rule.id), () => takenId(file, rule.id))) rules.push(rule);
      ids.add(rule.id);
    }
  }
  check.done();
  return rules;
}

async function rulesOf(file: string, check: Checker): Promise<readonly Rule[]> {
  const path = resolve(file);
  if (!check.that(existsSync(path), () => noFile(file))) return [];
  try {
    const load = /\.[cm]?ts$/.test(path) ? typeScriptLoader() : importing;
    if (load === undefined) {
      check.add(noTypeScript(file));
      return [];
    }
    const rules = [...new Set(exportedBy(await load(path)))];
    check.that(rules.length > 0, () => noRules(file));
    return rules;
  } catch (error) {
    check.add(notLoadable(file, error));
    return [];
  }
}

async function importing(path: string): Promise<unknown> {
  return import(pathToFileURL(path).href);
}

/** The project's own tsx, or the one that Palisade brings in a checkout. */
function typeScriptLoader(): ((path: string) => unknown) | undefined {
  for (const from of [join(process.cwd(), "package.json"), __filename]) {
    const requireFrom = createRequire(from);
    try {
      const tsx: typeof import("tsx/cjs/api") = requireFrom("tsx/cjs/api");
      return (path) => tsx.require(path, __filename);
    } catch {
      // Looked for elsewhere, and said by the caller when it is nowhere.
    }
  }
  return undefined;
}

/** Rules among the exports of a module, also in lists; a CommonJS module has them under `default`. */
function exportedBy(exported: unknown): readonly Rule[] {
  const members = membersOf(exported);
  return [...members, ...members.flatMap(membersOf)].flatMap((member) =>
    Array.isArray(member) ? member.filter(isRule) : isRule(member) ? [member] : [],
  );
}

function membersOf(module: unknown): readonly unknown[] {
  return isJsonRecord(module) && !isRule(module) ? Object.values(module) : [];
}

function isRule(value: unknown): value is Rule {
  if (!isJsonRecord(value)) return false;
  const texts = ["id", "title", "severity", "why", "fix", "subject"].every((name) => typeof value[name] === "string");
  return texts && typeof value["check"] === "function" && typeof value["examples"] === "function";
}
