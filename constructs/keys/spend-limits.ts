import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";
import { checkTexts, isText } from "./key-checks";

/**
 * What a reader may have signed. Amounts are of the chain's own coin. Tokens are moved by calling their contract, with an
 * amount of 0: what a call moves stands in its data, and no amount here limits it. A contract is never made.
 */
export interface SpendLimits {
  /** Most of the chain's own coin that one transaction may move, in wei. */
  readonly perTransactionWei: bigint;
  /** Most of it that may be moved in 24 hours, in wei. */
  readonly perDayWei: bigint;
  /** Addresses that may be paid, by transactions without call data. May be empty where `calls` is not. */
  readonly recipients: readonly string[];
  /**
   * What may be called: the address of a contract, to the selectors of its functions, the first four bytes of the call data,
   * such as `0xa9059cbb`. Whoever may call `transfer` of a token may send all of it to anyone.
   * @default - nothing: no call data is signed
   */
  readonly calls?: Readonly<Record<string, readonly string[]>>;
}

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const ZERO_ADDRESS = /^0x0{40}$/;
/** Solidity documentation, "Contract ABI Specification", function selector. */
const SELECTOR = /^0x[0-9a-fA-F]{8}$/;

function noLimits(): Problem {
  return {
    what: "a reader has no limits: it could have anything signed",
    allowed: "perTransactionWei, perDayWei and recipients",
    doThis: "hand over limits",
  };
}

function oddAmount(field: string, got: unknown): Problem {
  return {
    what: `${field} is no amount in wei`,
    got: typeof got === "bigint" ? String(got) : got,
    allowed: "a bigint above 0, such as 10n ** 18n for one ether; numbers lose digits from 2^53 on",
    doThis: `correct ${field}`,
  };
}

function dayBelowTransaction(limits: SpendLimits): Problem {
  return {
    what: "less may be moved in a day than in one transaction",
    got: String(limits.perDayWei),
    allowed: `${limits.perTransactionWei} wei or more`,
    doThis: "raise perDayWei, or lower perTransactionWei",
  };
}

function noRecipients(): Problem {
  return {
    what: "nobody may be paid and nothing called: recipients and calls are empty",
    allowed: "at least one address; there is no way to allow every address",
    doThis: "name those who are paid in recipients, and what is called in calls",
  };
}

function oddRecipient(got: string): Problem {
  return {
    what: ZERO_ADDRESS.test(got)
      ? "the zero address may be paid: what goes there is lost"
      : "a recipient is no address",
    got,
    allowed: "0x and 40 hexadecimal digits",
    doThis: "correct recipients",
  };
}

function oddCalls(got: unknown): Problem {
  return {
    what: "what may be called is not written as contracts and their selectors",
    got,
    allowed: "contracts by their address, each once and with at least one selector: 0x and 8 hexadecimal digits",
    doThis: "correct calls, or leave it out",
    source: 'Solidity documentation, "Contract ABI Specification", function selector',
  };
}

/** Checks the limits of a reader. For input whose type nobody checked. */
export function checkLimits(check: Checker, limits: SpendLimits): void {
  if (!check.that(isJsonRecord(limits), noLimits)) return;
  const { perTransactionWei, perDayWei } = limits;
  const recipients = checkTexts(check, "recipients", limits.recipients);
  const amounts = Object.entries({ perTransactionWei, perDayWei }).map(([field, amount]: [string, unknown]) =>
    check.that(typeof amount === "bigint" && amount > 0n, () => oddAmount(field, amount)),
  );
  if (amounts.every((fine) => fine)) check.that(perDayWei >= perTransactionWei, () => dayBelowTransaction(limits));
  const isCalling = checkCalls(check, limits.calls);
  check.that(recipients.length > 0 || isCalling, noRecipients);
  for (const address of recipients) check.that(isAddress(address), () => oddRecipient(address));
}

/** Whether it names anything, right or wrong. */
function checkCalls(check: Checker, calls: unknown): boolean {
  if (calls === undefined) return false;
  if (!isJsonRecord(calls)) {
    check.add(oddCalls(calls));
    return true;
  }
  const contracts = Object.entries(calls);
  const seen = new Set<string>();
  for (const [address, given] of contracts) {
    const selectors: readonly unknown[] = Array.isArray(given) ? given : [];
    const isFine = isAddress(address) && selectors.length > 0 && selectors.every((one) => isText(SELECTOR, one));
    check.that(isFine && !seen.has(address.toLowerCase()), () => oddCalls({ [address]: given }));
    seen.add(address.toLowerCase());
  }
  return contracts.length > 0;
}

function isAddress(text: string): boolean {
  return ADDRESS.test(text) && !ZERO_ADDRESS.test(text);
}

/** Limits as the program in between reads them: addresses in one spelling. Amounts are text: JSON knows no whole numbers of this size. */
export function renderLimits({ perTransactionWei, perDayWei, recipients, calls = {} }: SpendLimits): object {
  return {
    perTransactionWei: String(perTransactionWei),
    perDayWei: String(perDayWei),
    recipients: plainly(recipients),
    calls: plainCalls(calls),
  };
}

/** In one spelling, each once, and in an order that does not depend on how they were written. */
function plainly(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map((text) => text.toLowerCase()))].sort();
}

function plainCalls(calls: NonNullable<SpendLimits["calls"]>): Readonly<Record<string, readonly string[]>> {
  const contracts = Object.entries(calls).map(([address, selectors]) => [address.toLowerCase(), plainly(selectors)]);
  return Object.fromEntries(contracts.sort());
}
