/** The version of this package, written on everything it makes. A test compares it with package.json. */
export const PALISADE_VERSION = "0.1.0";
