import type { KubernetesSchema } from "../../catalogue/kubernetes/schema-set";
import type { FieldProblem, ObjectReport } from "./object-report";
import { quantityOf } from "./quantity";
import { re2Pattern } from "./re2";

const WORDS: Readonly<Record<string, string>> = {
  object: "fields",
  array: "a list",
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

/** A type in words: `a whole number`. */
export function typeInWords(schema: KubernetesSchema): string {
  if (isIntOrString(schema)) return "a whole number or text";
  if (schema.format === "quantity") return "a quantity such as 500m or 2Gi";
  return WORDS[schema.type ?? ""] ?? "anything";
}

/** The type that a value has, in the same words. */
export function valueInWords(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number") return Number.isInteger(value) ? "a whole number" : "a number";
  return { string: "text", boolean: "true or false", object: "fields" }[String(typeof value)] ?? "nothing";
}

/** True where a whole number and a text are both accepted. */
export function isIntOrString(schema: KubernetesSchema): boolean {
  return schema["x-kubernetes-int-or-string"] === true || schema.format === "int-or-string";
}

/** Checks one value that holds no others: its type first, what else the schema asks of it then. */
export function checkScalar(value: unknown, schema: KubernetesSchema, field: string, report: ObjectReport): void {
  if (!hasType(value, schema)) {
    report.refuse(field, wrongType(value, schema, report.of));
    return;
  }
  // Empty text is how the server's own code says that a field was left out; a quantity it reads at once.
  if (value === "" && report.factKind === "Kubernetes field" && schema.format !== "quantity") return;
  for (const problem of valueProblems(value, schema, report.of)) report.refuse(field, problem);
}

/** What is said of a value of another type. */
export function wrongType(value: unknown, schema: KubernetesSchema, of: string): FieldProblem {
  return {
    what: `${valueInWords(value)} stands where ${of} takes ${typeInWords(schema)}`,
    got: value,
    allowed: typeInWords(schema),
    doThis: schema.type === "string" && value !== null ? "put it in quotes" : "write a value of that type",
  };
}

function hasType(value: unknown, schema: KubernetesSchema): boolean {
  if (schema.format === "quantity") return typeof value === "string" || typeof value === "number";
  if (isIntOrString(schema)) return typeof value === "string" || Number.isInteger(value);
  if (schema.type === "string") return typeof value === "string";
  if (schema.type === "integer") return Number.isInteger(value);
  if (schema.type === "number") return typeof value === "number";
  if (schema.type === "boolean") return typeof value === "boolean";
  return true;
}

function* valueProblems(value: unknown, schema: KubernetesSchema, of: string): Generator<FieldProblem> {
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    yield {
      what: `${of} does not take this value`,
      got: value,
      allowed: schema.enum.map((entry) => (entry === "" ? "empty text" : String(entry))).join(", "),
      doThis: "write one of these, in these capitals",
    };
  }
  if (typeof value === "string") yield* textProblems(value, schema, of);
  if (typeof value === "number") yield* numberProblems(value, schema, of);
}

function* textProblems(value: string, schema: KubernetesSchema, of: string): Generator<FieldProblem> {
  const length = [...value].length;
  if (schema.pattern !== undefined && re2Pattern(schema.pattern)?.test(value) === false) {
    yield {
      what: `${of} takes text of another form here`,
      got: value,
      allowed: `what matches ${schema.pattern}`,
      doThis: "write it in that form",
    };
  }
  if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) {
    yield {
      what: `this text has ${length} characters, and ${of} takes another length here`,
      got: value,
      allowed: range("characters", schema.minLength, schema.maxLength),
      doThis: length < (schema.minLength ?? 0) ? "write more" : "shorten it",
    };
  }
  const form = FORMS[schema.format ?? ""];
  if (form !== undefined && !form.test(value)) {
    yield { what: `${of} cannot read this value`, got: value, allowed: form.allowed, doThis: "write it in that form" };
  }
}

function* numberProblems(value: number, schema: KubernetesSchema, of: string): Generator<FieldProblem> {
  // In definitions both a number and a text are also how quantities are written, such as bytes of memory.
  const bound = schema.format === "int-or-string" || schema.format === "int32" ? INT32 : undefined;
  const least = Math.max(schema.minimum ?? Number.NEGATIVE_INFINITY, bound?.least ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(schema.maximum ?? Number.POSITIVE_INFINITY, bound?.most ?? Number.POSITIVE_INFINITY);
  if (value >= least && value <= most) return;
  yield {
    what: `${of} does not take this number`,
    got: value,
    allowed: range("", Number.isFinite(least) ? least : undefined, Number.isFinite(most) ? most : undefined),
    doThis: value < least ? "write a greater one" : "write a smaller one",
  };
}

const INT32 = { least: -(2 ** 31), most: 2 ** 31 - 1 };

/** Bounds in words: `at least 1 and at most 63 characters`. */
export function range(unit: string, least: number | undefined, most: number | undefined): string {
  const bounds = [
    ...(least === undefined ? [] : [`at least ${least}`]),
    ...(most === undefined ? [] : [`at most ${most}`]),
  ].join(" and ");
  return unit === "" ? bounds : `${bounds} ${unit}`;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** Texts that the server reads further. Numbers it reads as they are. */
const FORMS: Readonly<Record<string, { test(text: string): boolean; readonly allowed: string }>> = {
  quantity: {
    test: (text) => quantityOf(text) !== undefined,
    allowed: "a number with a unit or none: 500m, 2, 1.5Gi, 10G",
  },
  byte: {
    // Lines may be broken.
    test: (text) => isBase64(text.replace(/[\r\n]/g, "")),
    allowed: "bytes in base64",
  },
  "date-time": {
    test: (text) => /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text),
    allowed: "a time such as 2026-01-31T12:00:00Z",
  },
};
