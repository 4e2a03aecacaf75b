const OPENING = "$" + "{";

/**
 * What stands between the braces of references, up to the first that closes. Each letter is looked at once, however
 * many braces open.
 */
export function* templatesIn(text: string): Generator<string> {
  let start = text.indexOf(OPENING);
  while (start >= 0) {
    const closing = text.indexOf("}", start);
    const end = closing < 0 ? text.length : closing;
    // With two signs it is text, and stands in what is known.
    if (text[start - 1] !== "$") yield text.slice(start, end);
    start = text.indexOf(OPENING, end);
  }
}
