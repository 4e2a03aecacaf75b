import Ajv from "ajv";

/** Adds what an API server does in silence to a schema: a field it does not name is an error here. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const members = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in members && !("additionalProperties" in members)
    ? { ...members, additionalProperties: false }
    : members;
}

/** What is wrong with the `spec` of a custom resource, by the schema of its definition. Empty when nothing is. */
export function specProblems(spec: unknown, schema: unknown): readonly string[] {
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile<unknown>(
    Object(closed(schema)),
  );
  validate(spec);
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  );
}
