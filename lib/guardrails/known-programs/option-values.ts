import type { WatchedOption } from "./known-program";

/** True for a switch that is on: given without a value, or with one that does not say no. */
export function isOn(value: string): boolean {
  return !isOff(value);
}

/** True for a switch that is turned off by its value. */
export function isOff(value: string): boolean {
  return /^(false|no|off|0)$/i.test(value);
}

/** True for a list that lets in everybody: `*`, or `all` where a program calls it so. */
export function holdsEverybody(value: string): boolean {
  return itemsOf(value).some((item) => item === "*" || item.toLowerCase() === "all");
}

/** Which pages of which sites a browser may use the program from. */
export function origins(...names: readonly string[]): WatchedOption {
  return { concern: "origins", names, isWrong: holdsEverybody, expected: "the origins of your own pages, or none" };
}

/** True for a list with one of the given items, whatever their letters. @param items in small letters */
export function holdsAny(items: readonly string[]): (value: string) => boolean {
  return (value) => itemsOf(value).some((item) => items.includes(item.toLowerCase()));
}

/** True for any value. */
export function anyValue(): boolean {
  return true;
}

/** True for the address nobody has the key of, to which tips are lost. */
export function isZeroAddress(value: string): boolean {
  return /^0x0{40}$/.test(value);
}

/** True for an address that only the pod itself reaches. */
export function isLoopback(address: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)(:\d+)?$/.test(address);
}

function itemsOf(value: string): readonly string[] {
  return value.split(",").map((item) => item.trim().replace(/^[["']+|[\]"']+$/g, ""));
}
