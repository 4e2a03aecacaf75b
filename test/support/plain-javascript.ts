/** What plain JavaScript hands in, as the type that is asked for. */
export function any<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value));
}

/** What plain JavaScript leaves out, as the type that is asked for. */
export function nothing<T>(): T {
  return any<{ readonly none: T }>({}).none;
}
