import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's root. */
export const REPOSITORY = join(__dirname, "../..");

/** Every page a reader may copy code from. */
export function pages(): readonly string[] {
  const docs = readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" });
  return [
    ...["README.md", "CONTRIBUTING.md", "SECURITY.md"].map((name) => join(REPOSITORY, name)),
    ...docs.filter((name) => name.endsWith(".md")).map((name) => join(REPOSITORY, "docs", name)),
  ];
}

const EXAMPLE = /<!-- example: (\S+) -->\n+```ts\n[\s\S]*?```/g;

/** Puts the files that a page names into its code blocks, so that what a reader copies is what the compiler saw. */
export function withExamples(page: string): string {
  return page.replace(EXAMPLE, (_, path: string) => {
    const code = readFileSync(join(REPOSITORY, path), "utf8").trimEnd();
    return `<!-- example: ${path} -->\n\`\`\`ts\n${code}\n\`\`\``;
  });
}
