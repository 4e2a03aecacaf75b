import type { JsonRecord } from "../../../core/json";
import { read } from "../../values";
import { type FieldPath, fail, type Judgement, PASS } from "../../verdict";

/** Keys that AWS keeps, by the names it gives them. */
const OF_AWS = /(^|:)alias\/aws\//;

/** Judges whether a key of one's own stands at a place; a reference is taken for one. */
export function judgeOwnKey(config: JsonRecord, path: FieldPath): Judgement {
  const key = read(config, path);
  if (key.state === "unknown") return PASS;
  const isOwn = key.state === "known" && typeof key.value === "string" && key.value !== "" && !OF_AWS.test(key.value);
  return isOwn ? PASS : fail(path, "a KMS key of your own", key.state === "known" ? key.value : undefined);
}
