import { closestNames } from "../core/closest-names";
import type { Problem } from "../core/errors";

const DISTRIBUTION = "OCI distribution specification 1.1";
const TOKENS = "CNCF Distribution documentation, Token Authentication Specification";

/** How many tags a message names. */
const SHOWN_TAGS = 3;

/** The repository is there, the tag is not. */
export function missingTag(name: string, tag: string, tags: readonly string[]): Problem {
  const closest = closestNames(tag, tags, SHOWN_TAGS);
  return {
    what: `the registry has no such tag in ${name}`,
    got: tag,
    allowed: closest.length === 0 ? "none, it has no tags at all" : `${closest.join(", ")} (closest of ${tags.length})`,
    doThis: "correct the tag",
    source: `tags/list of the registry (${DISTRIBUTION})`,
  };
}

/** The repository is not there. */
export function missingRepository(registry: string, name: string): Problem {
  return {
    what: `the registry ${registry} has no such repository`,
    got: name,
    doThis: "correct the image's name",
    source: `tags/list of the registry (${DISTRIBUTION})`,
  };
}

/** The registry will not say. */
export function notAllowed(registry: string, name: string, status: number, hasCredentials: boolean): Problem {
  return {
    what: `the registry ${registry} does not let us read ${name} (it answers ${status})`,
    got: hasCredentials ? "the credentials of Docker's configuration" : "no credentials: we asked as a stranger",
    allowed: "credentials that may pull it; some registries answer so for a repository that is not there as well",
    doThis: `correct the image's name, or log in: docker login ${registry}`,
  };
}

/** Name and password, or an identity token, are wrong. */
export function credentialsRefused(registry: string, realm: string, status: number): Problem {
  return {
    what: `the token service of ${registry} refuses the credentials of Docker's configuration (it answers ${status})`,
    got: realm,
    doThis: `log in again: docker login ${registry}`,
    source: TOKENS,
  };
}

/** The token service gave no token. */
export function noToken(registry: string, realm: string, got: string): Problem {
  return {
    what: `the token service of ${registry} at ${realm} gives no token`,
    got,
    allowed: "JSON with token or access_token",
    doThis: "try again later, or ask who runs the registry",
    source: TOKENS,
  };
}

/** A way to log in that we do not know. */
export function unknownChallenge(registry: string, got: string): Problem {
  return {
    what: `the registry ${registry} wants a login that Palisade does not know`,
    got,
    allowed: "Bearer with a realm, or Basic",
    doThis: "ask who runs the registry",
    source: TOKENS,
  };
}

/** Plain HTTP to another machine. */
export function notEncrypted(what: string, got: string): Problem {
  return {
    what: `${what} is not encrypted`,
    got,
    allowed: "https, or http on this machine's loopback",
    doThis: "serve it over TLS: whoever sits between could hand us any digest, and take the credentials",
  };
}

/** It redirects without end, or to nowhere. */
export function badRedirect(got: string): Problem {
  return { what: "the registry redirects too often, or to nowhere", got, doThis: "ask who runs the registry" };
}

/** Too many requests, and no room to wait. */
export function rateLimited(registry: string, seconds: number | undefined): Problem {
  const limit = "what Docker Hub counts as pulls is more for those who are logged in";
  return {
    what: `the registry ${registry} says that we ask too often (429)`,
    ...(seconds === undefined ? {} : { got: `wait ${seconds} s` }),
    doThis:
      seconds === undefined
        ? `wait, and run the command again; ${limit}`
        : `run the command again in ${seconds} s; ${limit}`,
  };
}

/** It does not answer, or breaks off. */
export function unreachable(url: string, got: string, attempts: number): Problem {
  return {
    what: `the registry does not answer, after ${attempts} attempts`,
    got: `${new URL(url).host}: ${got}`,
    doThis: "check the image's name and the network, or try again later",
  };
}

/** An answer with a status that has no meaning here. */
export function unexpectedStatus(url: string, status: number, body: string): Problem {
  const said = body.trim().slice(0, 200);
  return {
    what: `the registry gives an answer that makes no sense here (${status})`,
    got: said === "" ? url : said,
    doThis: "try again later, or ask who runs the registry",
    source: DISTRIBUTION,
  };
}

/** More text than any manifest has. */
export function tooLarge(url: string, limitBytes: number): Problem {
  return {
    what: "the registry's answer is larger than a manifest may be",
    got: url,
    allowed: `${limitBytes} bytes`,
    doThis: "check that the image's name is that of a container image",
    source: `${DISTRIBUTION}, "Pushing manifests": registries should take 4 MiB`,
  };
}

/** The content is not what its digest says. */
export function digestMismatch(what: string, said: string, computed: string): Problem {
  return {
    what: `${what} is not what its digest says: the content was changed on the way, or the registry is broken`,
    got: computed,
    allowed: said,
    doThis: "do not use the image; find out what stands between you and the registry",
    source: DISTRIBUTION,
  };
}

/** Something else than an image. */
export function notAnImage(got: string): Problem {
  return {
    what: "the tag names something that is not a container image, or one in a form that runtimes no longer read",
    got,
    allowed: "an OCI or Docker image index, an OCI image manifest, or a Docker manifest of schema 2",
    doThis: "check the image's name and tag",
    source: "OCI image specification 1.1; Docker image manifest version 2, schema 2",
  };
}

/** The nodes could not run it. */
export function missingPlatform(platform: string, known: readonly string[]): Problem {
  return {
    what: `the image is not made for ${platform}`,
    got: known.length === 0 ? "no platform at all" : known.join(", "),
    allowed: `an image for ${platform}`,
    doThis: "take an image that has it, or say with --platform which platforms the nodes have",
  };
}
