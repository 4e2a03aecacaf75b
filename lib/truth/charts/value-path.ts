/** Keys of a chart's values as Helm writes them: joined by dots, and a dot inside of a key behind a backslash. */
export function pathText(keys: readonly string[]): string {
  return keys.map((key) => key.replaceAll(".", "\\.")).join(".");
}

/** Keys of a path that is written as Helm writes it. */
export function pathKeys(path: string): readonly string[] {
  return path.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));
}
