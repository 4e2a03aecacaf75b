/** Writes a result. Standard output carries results alone, so that it can be piped. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes what is going on and what is wrong. */
export function printNotice(text: string): void {
  process.stderr.write(`${text}\n`);
}
