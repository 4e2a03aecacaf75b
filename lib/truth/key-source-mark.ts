import { asList, type JsonRecord, recordAt, textAt } from "../core/json";
import { KEY_SOURCES } from "./synthesized-resource";

/** What a synthesized stack says of one key source. Public facts alone. */
export interface KeySourceMark {
  /** Its name, such as `hot-wallet`. */
  readonly name: string;
  /** Path of the construct that it was made or declared at. */
  readonly at: string;
  /** How it keeps keys: a kind of the catalogue of custody, such as `cold`. */
  readonly custody: string;
  /** Curve of its keys. */
  readonly curve: string;
  /** Public identifiers of its keys. */
  readonly keys: readonly string[];
  /** People who hold it together: owners, or custodians. @default - it is held by no people */
  readonly owners?: readonly string[];
  /** How many of the owners have to sign. @default - it has no threshold */
  readonly threshold?: number;
  /** Day on which its recovery was last proven. @default - nobody wrote one down */
  readonly lastDrill?: string;
  /** Days after which it has to be proven again. @default - nobody wrote them down */
  readonly drillDays?: number;
}

/** The key sources that a stack says it has, in their order, whoever wrote the file. What cannot be read is left out. */
export function keySourcesIn(marks: JsonRecord): readonly KeySourceMark[] {
  return asList(marks[KEY_SOURCES]).map((mark) => markOf(recordAt(mark)));
}

function markOf(mark: JsonRecord): KeySourceMark {
  const { owners } = mark;
  const [threshold, drillDays] = [numberAt(mark, "threshold"), numberAt(mark, "drillDays")];
  const lastDrill = textAt(mark, "lastDrill");
  return {
    name: textAt(mark, "name") ?? "",
    at: textAt(mark, "at") ?? "",
    custody: textAt(mark, "custody") ?? "",
    curve: textAt(mark, "curve") ?? "",
    keys: texts(mark["keys"]),
    ...(owners === undefined ? {} : { owners: texts(owners) }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(lastDrill === undefined ? {} : { lastDrill }),
    ...(drillDays === undefined ? {} : { drillDays }),
  };
}

function texts(value: unknown): readonly string[] {
  return asList(value).filter((item) => typeof item === "string");
}

function numberAt(mark: JsonRecord, name: string): number | undefined {
  const value = mark[name];
  return typeof value === "number" ? value : undefined;
}
