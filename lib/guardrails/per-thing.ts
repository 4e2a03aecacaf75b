/** A function that makes what it gives for a thing once, when it is asked first. */
export function perThing<T extends object, V>(make: (thing: T) => V): (thing: T) => V {
  const made = new WeakMap<T, { readonly value: V }>();
  return (thing) => {
    const entry = made.get(thing) ?? { value: make(thing) };
    made.set(thing, entry);
    return entry.value;
  };
}
