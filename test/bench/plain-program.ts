import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type JsonRecord, recordAt } from "../../lib/core/json";
import { readStacks, type StackEntry } from "../../lib/rehearsal/stack-entry";
import { PlainStack } from "./plain-stack";

/** Writes a plain cdktf program for synthesized stacks, with nothing of Palisade in it. Gives its main file. */
export function writePlainProgram(folder: string, repository: string, stacks: readonly StackEntry[]): string {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  for (const stack of stacks) {
    writeFileSync(join(folder, `${stack.name}.ts`), new PlainStack(stack, repository).source());
  }
  const main = join(folder, "main.ts");
  const imports = stacks.map((stack, index) => `import { build as build${index} } from "./${stack.name}";`);
  const calls = stacks.map((_, index) => `build${index}(app);`);
  writeFileSync(
    main,
    [
      'import { App } from "cdktf";',
      ...imports,
      // As in stacks/main.ts, so that the two differ in nothing but what they are written with.
      "process.setSourceMapsEnabled(false);",
      "const app = new App({ outdir: process.env.CDKTF_OUTDIR });",
      ...calls,
      "app.synth();",
      "",
    ].join("\n"),
  );
  return main;
}

/** Addresses of the resources that two synthesized versions of the same stacks do not declare alike. */
export function differingResources(expected: readonly StackEntry[], outputDirectory: string): readonly string[] {
  const written = new Map(readStacks(outputDirectory).map((stack) => [stack.name, stack.json]));
  return expected.flatMap((stack) => {
    const before = resourcesOf(stack.json);
    const after = resourcesOf(written.get(stack.name) ?? {});
    return [...new Set([...before.keys(), ...after.keys()])]
      .filter((address) => !isDeepStrictEqual(before.get(address), after.get(address)))
      .map((address) => `${stack.name}: ${address}`);
  });
}

function resourcesOf(stack: JsonRecord): ReadonlyMap<string, unknown> {
  const text = JSON.stringify(recordAt(stack, "resource"));
  // Where an asset is copied to depends on the construct that copies it, so only that there is one is compared.
  const plain: unknown = JSON.parse(text.replace(/"assets\/[^"]*"/g, '"asset"'), (key, value: unknown) =>
    key === "//" ? undefined : value,
  );
  return new Map(
    Object.entries(recordAt(plain)).flatMap(([type, members]) =>
      Object.entries(recordAt(members)).map(([name, body]): [string, unknown] => [`${type}.${name}`, body]),
    ),
  );
}
