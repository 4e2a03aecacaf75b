/** Functions that look at their arguments and hand on none of them. */
export const TESTS = new Set(["not", "eq", "ne", "lt", "le", "gt", "ge", "empty", "hasKey", "len", "has", "contains"]);
/** Functions that ask for the type of an argument. */
export const KIND_TESTS = new Set(["kindIs", "kindOf", "typeIs", "typeOf", "typeIsLike"]);
/** Functions that hand on one of their arguments as it is. */
export const CHOICES = new Set(["and", "or", "default", "coalesce", "ternary", "required", "deepCopy"]);
/** Functions that make a map of other maps. */
export const MERGES = new Set(["merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite", "omit", "pick"]);
/** Functions that fail, or give nonsense, with anything but text. */
export const TEXT_ONLY = new Set([
  ...[
    "tpl",
    "b64enc",
    "trunc",
    "trimSuffix",
    "trimPrefix",
    "replace",
    "lower",
    "upper",
    "sha256sum",
    "nindent",
    "indent",
  ],
  ...["regexMatch", "semverCompare", "hasPrefix", "hasSuffix", "splitList", "split", "fromYaml", "trim", "htpasswd"],
]);
/** Functions that take a number or a text. */
export const SCALARS = new Set([
  "printf",
  "print",
  "toString",
  "int",
  "int64",
  "float64",
  "atoi",
  "fail",
  "add",
  "sub",
  "mul",
  "cat",
]);
