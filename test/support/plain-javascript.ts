/** What plain JavaScript hands in, as the type that is asked for. */
export function untyped<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value));
}

/** What plain JavaScript leaves out, as the type that is asked for. */
export function nothing<T>(): T {
  return untyped<{ readonly none: T }>({}).none;
}
