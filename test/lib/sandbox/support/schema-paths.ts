import type { BlockSchema, TypeJson } from "../../../../lib/sandbox/schema";

/** Whether a path such as `vpc_config.subnet_ids` leads to something that can be set: an argument or a block. */
export function settableAt(block: BlockSchema | undefined, path: string): boolean {
  const [name = "", ...rest] = path.split(".");
  const nested = block?.block_types?.[name];
  if (nested !== undefined) return rest.length === 0 || settableAt(nested.block, rest.join("."));
  const attribute = block?.attributes?.[name];
  if (attribute === undefined || (attribute.required !== true && attribute.optional !== true)) return false;
  return rest.length === 0 || memberAt(attribute.type, rest);
}

/** Whether an object type, in its list or set, has a member at a path. One that takes anything, as the bindings leave statements of web ACLs, has every member. */
function memberAt(type: TypeJson | undefined, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined || type === "dynamic") return true;
  if (type === undefined || typeof type === "string" || type[0] === "tuple") return false;
  if (type[0] !== "object") return memberAt(type[1], path);
  return name in type[1] && memberAt(type[1][name], rest);
}
