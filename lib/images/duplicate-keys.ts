/** Text, brackets, and what separates names from values: all that a valid JSON text holds beside numbers and words. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Names that stand twice in one object, as paths such as `images.ghcr.io/erpc/erpc:0.1.2`. `JSON.parse` keeps the last
 * of them without a word, and two branches that both added one are merged into such a file.
 *
 * @param text valid JSON
 */
export function duplicateKeys(text: string): readonly string[] {
  const found: string[] = [];
  const open: { readonly names: Set<string>; path: readonly string[] }[] = [];
  let path: readonly string[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKEN)) {
    const here = open.at(-1);
    if (token === "{" || token === "[") {
      open.push({ names: new Set(), path });
    } else if (token === "}" || token === "]") {
      open.pop();
      path = here?.path ?? [];
    } else if (token === ":" && here !== undefined) {
      const name = String(JSON.parse(last));
      path = [...here.path, name];
      if (here.names.has(name)) found.push(path.join("."));
      here.names.add(name);
    }
    last = token;
  }
  return found;
}
