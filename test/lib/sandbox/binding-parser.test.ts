import { PalisadeError } from "../../../lib/core/errors";
import { parseBinding } from "../../../lib/sandbox/binding/binding-parser";
import { parseValueExpression } from "../../../lib/sandbox/binding/value-mapper";

/** A binding's text as the generator writes it, with one argument of the given value expression and kind. */
function binding(value: string, kind: string, member = "private _names?: string[];"): string {
  return `
export interface ThingConfig extends cdktf.TerraformMetaArguments {
  /**
  * Docs at Terraform Registry: {@link https://example.org/thing#names Thing#names}
  */
  readonly names?: string[];
}
export class Thing extends cdktf.TerraformResource {
  public constructor(scope: Construct, id: string, config: ThingConfig) {
    super(scope, id, {
      terraformResourceType: 'chain_thing',
      terraformGeneratorMetadata: {
        providerName: 'chain',
        providerVersion: '1.2.3',
        providerVersionConstraint: '~> 1.0'
      },
    });
  }

  // height - computed: true, optional: false, required: false
  public get height() {
    return this.getNumberAttribute('height');
  }

  // names - computed: true, optional: true, required: false
  ${member}
  public get names() {
    return cdktf.Fn.tolist(this.getListAttribute('names'));
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      names: {
        value: ${value},
        isBlock: false,
        type: "${kind}",
        storageClassType: "stringList",
      },
    };
  }
}
`;
}

const GOOD = "cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._names)";
const FILE = "@example/provider-chain/lib/thing";

function problemOf(run: () => unknown): PalisadeError {
  try {
    run();
  } catch (error) {
    if (error instanceof PalisadeError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("the text of a binding", () => {
  it("gives kind, type, version and every attribute with its class", () => {
    const parsed = parseBinding(binding(GOOD, "set"), FILE);
    expect(parsed).toMatchObject({ kind: "resource", typeName: "chain_thing", providerVersion: "1.2.3" });
    expect([...parsed.root.members]).toEqual([
      ["height", { required: false, optional: false, computed: true, shape: { kind: "typed", type: "number" } }],
      ["names", { required: false, optional: true, computed: true, shape: { kind: "typed", type: ["set", "string"] } }],
    ]);
  });

  it("is refused, with file and entry, when a value is written in a way the generator did not know", () => {
    const error = problemOf(() => parseBinding(binding("cdktf.tupleMapperHcl(this._names)", "set"), FILE));
    expect(error.problems[0]).toMatchObject({ where: FILE, got: expect.stringContaining("tupleMapperHcl") });
  });

  it("is refused when an entry is of an unknown kind", () => {
    const error = problemOf(() => parseBinding(binding(GOOD, "bag"), FILE));
    expect(error.problems[0]).toMatchObject({ where: FILE, got: expect.stringContaining('type: "bag"') });
  });

  it("is refused when a member is declared in an unknown way", () => {
    const error = problemOf(() => parseBinding(binding(GOOD, "set", "static names = make();"), FILE));
    expect(error.problems[0]).toMatchObject({ where: FILE, got: expect.stringContaining("static names") });
  });

  it("is refused when a settable member has no entry", () => {
    const withoutEntry = binding(GOOD, "set").replace(/ {6}names: \{\n(?:.*\n){5}/, "");
    expect(problemOf(() => parseBinding(withoutEntry, FILE)).problems[0]?.got).toBe("the type itself.names");
  });

  it("is refused when it holds no type", () => {
    expect(() => parseBinding("export interface Nothing {\n}\n", FILE)).toThrow(PalisadeError);
  });
});

describe("a value expression", () => {
  it.each([
    ["cdktf.stringToHclTerraform(this._a)", { kind: "scalar", type: "string" }],
    ["cdktf.anyToHclTerraform(struct!.a)", { kind: "scalar", type: "dynamic" }],
    [
      "cdktf.hashMapperHcl(cdktf.numberToHclTerraform)(this._a)",
      { kind: "map", inner: { kind: "scalar", type: "number" } },
    ],
    ["fooBarToHclTerraform(this._a.internalValue)", { kind: "struct", name: "FooBar" }],
    [
      "cdktf.listMapperHcl(fooToHclTerraform, true)(this._a.internalValue)",
      { kind: "list", block: true, inner: { kind: "struct", name: "Foo" } },
    ],
  ])("%s is understood", (text, mapper) => {
    expect(parseValueExpression(text)).toEqual({ mapper, nullFilled: false });
  });

  it("tells an object type by its null fill", () => {
    expect(parseValueExpression("struct!.a === undefined ? null : cdktf.booleanToHclTerraform(struct!.a)")).toEqual({
      mapper: { kind: "scalar", type: "bool" },
      nullFilled: true,
    });
  });

  it.each([
    "make(this._a)",
    "cdktf.listMapperHcl(cdktf.stringToHclTerraform)(this._a)",
    "cdktf.stringToHclTerraform(a + b)",
  ])("%s is not", (text) => {
    expect(parseValueExpression(text)).toBeUndefined();
  });
});
