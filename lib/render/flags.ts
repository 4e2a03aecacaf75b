import type { ClientSpec, Flag, FlagContext } from "../catalogue/types";
import { Checker } from "../core/checks";
import type { Problem } from "../core/errors";

const NAME = /^--[a-zA-Z0-9][a-zA-Z0-9.-]*$/;

function oddFlag(client: ClientSpec, got: string): Problem {
  return {
    what: `a flag for ${client.title} has an odd name`,
    got,
    allowed: "two dashes, then letters, digits, dots and dashes; the value stands apart",
    doThis: 'write it as ["--name", value]',
  };
}

function refusedFlag(client: ClientSpec, name: string, why: string): Problem {
  return { what: `${client.title} may not be given ${name}: ${why}`, got: name, doThis: "remove the flag" };
}

function repeatedFlag(client: ClientSpec, name: string): Problem {
  return {
    what: `${client.title} would be given ${name} twice`,
    got: name,
    allowed: "flags that Palisade does not set itself, once each",
    doThis: "remove it, or use the prop that stands for it",
  };
}

/** One flag as an argument. The value is joined with `=`, since a flag with an optional value takes it no other way. */
export function renderFlag([name, value]: Flag): string {
  return value === undefined ? name : `${name}=${value}`;
}

/**
 * The whole command line of a client: its own flags, then those a user added.
 *
 * @param extra flags to add; none may repeat one that is set already, and none may be one the client refuses
 * @throws PalisadeError listing every flag that is odd, refused or repeated
 */
export function renderCommand(
  client: ClientSpec,
  context: FlagContext,
  extra: readonly Flag[] = [],
  where: string = client.name,
): readonly string[] {
  const check = new Checker(where);
  const own = client.flags(context);
  const seen = new Set(own.map(([name]) => name));
  for (const [name] of extra) {
    const why = Object.hasOwn(client.refusedFlags, name) ? client.refusedFlags[name] : undefined;
    check.that(NAME.test(name), () => oddFlag(client, name));
    if (why !== undefined) check.add(refusedFlag(client, name, why));
    check.that(!seen.has(name), () => repeatedFlag(client, name));
    seen.add(name);
  }
  check.done();
  return [...client.command, ...[...own, ...extra].map(renderFlag)];
}
