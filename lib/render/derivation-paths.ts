import { DERIVATION_PATHS, derivationPathNames } from "../catalogue/keys";
import { markdownTable } from "./markdown-table";

/** The page about where keys lie below a seed, as Markdown. */
export function derivationPathsPage(): string {
  return [
    "<!-- Written by `derivationPathsPage` in lib/render/derivation-paths.ts. Change the catalogue of keys, not this page. -->",
    "",
    "# Derivation paths",
    "",
    "Where wallets put the keys of a chain below a seed. Palisade derives nothing: a path that somebody writes down is compared with these, so that whoever restores a key does not look for it in the wrong place.",
    "",
    "`a` is an account, `c` 0 for receiving or 1 for change, `i` an index, `y` a role; an apostrophe marks a hardened step. Chains on Ed25519 use SLIP-10, which has hardened steps alone.",
    "",
    ...markdownTable(
      ["name", "chain", "path", "source"],
      derivationPathNames().map((name) => {
        const { chain, path, source } = DERIVATION_PATHS[name];
        return [`\`${name}\``, chain, `\`${path}\``, source];
      }),
    ),
    "",
  ].join("\n");
}
