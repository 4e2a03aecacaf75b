import { mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english";

/** Numbers of words a mnemonic can have (BIP-39). */
const WORD_COUNTS: readonly number[] = [12, 15, 18, 21, 24];

/** Twelve words of three letters, and the spaces between. */
const SHORTEST = 47;

/** Words of the list have three to eight letters. */
const RUN = /(?<![A-Za-z])[a-z]{3,8}(?:[\s,"']{1,8}[a-z]{3,8}){11,}(?![A-Za-z])/g;

/** A run this long is a word list or prose of its own kind, not a phrase with a word before or behind it. */
const LONGEST_RUN = 30;

const WORDS = new Set(wordlist);

/** Whether a text holds a mnemonic: words of the English list whose checksum is right, so that prose never is one. */
export function holdsMnemonic(text: string): boolean {
  if (text.length < SHORTEST || !/[\s,]/.test(text)) return false;
  for (const [run] of text.matchAll(RUN)) {
    if (runsOfListed(run.split(/[\s,"']+/)).some(holdsPhrase)) return true;
  }
  return false;
}

/** Whether words, as a list in a configuration has them, are a mnemonic. */
export function isMnemonic(words: readonly unknown[]): boolean {
  return WORD_COUNTS.includes(words.length) && words.every((word) => typeof word === "string" && WORDS.has(word))
    ? hasChecksum(words.join(" "))
    : false;
}

function runsOfListed(words: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [[]];
  for (const word of words) {
    if (WORDS.has(word)) runs.at(-1)?.push(word);
    else runs.push([]);
  }
  return runs.filter(({ length }) => length >= 12 && length <= LONGEST_RUN);
}

/** The phrase may have listed words of a sentence before or behind it, and not both. */
function holdsPhrase(run: readonly string[]): boolean {
  return WORD_COUNTS.some((count) => isMnemonic(run.slice(0, count)) || isMnemonic(run.slice(-count)));
}

function hasChecksum(phrase: string): boolean {
  try {
    mnemonicToEntropy(phrase, wordlist);
    return true;
  } catch {
    return false;
  }
}
