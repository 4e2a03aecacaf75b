// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { scanExpression } from "../../../lib/sandbox/expression-scanner";
import { ReferenceIndex, templateParts } from "../../../lib/sandbox/reference-index";

const indexOf = (...texts: string[]): ReferenceIndex => ReferenceIndex.of({ resource: { x: { y: texts } } });

describe("references", () => {
  it("are found through indices, splats and keys", () => {
    const index = indexOf('${aws_subnet.a[0].id}-${aws_subnet.b[*].arn}-${aws_vpc.c.ipam["pool"].name}');
    expect(index.isReferenced("resource", "aws_subnet", ["id"])).toBe(true);
    expect(index.isReferenced("resource", "aws_subnet", ["arn"])).toBe(true);
    expect(index.isReferenced("resource", "aws_vpc", ["ipam", "pool", "name"])).toBe(true);
    expect(index.isReferenced("resource", "aws_subnet", ["name"])).toBe(false);
  });

  it("of a data source do not count for the resource of the same type", () => {
    const index = indexOf("${data.aws_vpc.main.arn}");
    expect(index.isReferenced("data", "aws_vpc", ["arn"])).toBe(true);
    expect(index.isReferenced("resource", "aws_vpc", ["arn"])).toBe(false);
  });

  it("under another name count for any type", () => {
    const index = indexOf("${each.value.arn}", "${local.cluster.identity[0].issuer}");
    expect(index.isReferenced("resource", "aws_iam_role", ["arn"])).toBe(true);
    expect(index.isReferenced("resource", "aws_eks_cluster", ["identity", "issuer"])).toBe(true);
  });

  it("inside an index expression count too", () => {
    expect(indexOf("${local.a[aws_vpc.main.cidr_block]}").isReferenced("resource", "aws_vpc", ["cidr_block"])).toBe(
      true,
    );
  });

  it("in a bare address count, in a literal template they do not", () => {
    expect(indexOf("aws_vpc.main.arn").isReferenced("resource", "aws_vpc", ["arn"])).toBe(true);
    expect(indexOf("$${aws_vpc.main.tags} and more").useOf("resource", "aws_vpc", ["tags"]).keys).toEqual([]);
    expect(templateParts("$${no} ${yes}")).toEqual(["yes"]);
  });

  it("in cdktf's own metadata do not count", () => {
    const index = ReferenceIndex.of({ "//": { note: "${aws_vpc.main.arn}" } });
    expect(index.isReferenced("resource", "aws_vpc", ["arn"])).toBe(false);
  });
});

describe("uses", () => {
  it("tell the functions, innermost first", () => {
    const use = indexOf("${jsondecode(base64decode(data.a_b.c.blob))}").useOf("data", "a_b", ["blob"]);
    expect(use.functions).toContainEqual(["base64decode", "jsondecode"]);
  });

  it("tell map keys, also those of lookup", () => {
    const index = indexOf('${data.a_b.c.data["one"]} ${lookup(data.a_b.c.data, "two", "none")}');
    expect([...index.useOf("data", "a_b", ["data"]).keys].sort()).toEqual(["one", "two"]);
  });

  it("tell how many elements are needed", () => {
    expect(indexOf("${data.a_b.c.names[4]}").useOf("data", "a_b", ["names"]).length).toBe(5);
    expect(indexOf("${tolist(a_b.c.options)[2].name}").useOf("resource", "a_b", ["options"]).length).toBe(3);
  });

  it("tell the path taken through decoded JSON", () => {
    const use = indexOf('${jsondecode(data.a_b.c.text)["user"].name}').useOf("data", "a_b", ["text"]);
    expect(use.decodedPaths).toEqual([["user", "name"]]);
  });

  it("follow an element of a list to its attributes", () => {
    const index = indexOf("${element(aws_subnet.a[*].tags, 1).Name} ${one(aws_x.y).arn}");
    expect(index.isReferenced("resource", "aws_subnet", ["tags", "Name"])).toBe(true);
    expect(index.isReferenced("resource", "aws_x", ["arn"])).toBe(true);
  });
});

it("a scanner reads text that is no expression without harm", () => {
  expect(scanExpression('((]) "unclosed [ a.b[')).toContainEqual(
    expect.objectContaining({ root: "a", steps: ["b", undefined] }),
  );
});
