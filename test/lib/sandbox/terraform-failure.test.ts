import { addressAtLine, constructPathOf, stackText } from "../../../lib/sandbox/stack-addresses";
import { plainDiagnostics, readDiagnostics, TerraformFailure } from "../../../lib/sandbox/terraform-failure";

const STACK = {
  provider: { aws: [{ region: "r" }] },
  resource: {
    aws_vpc: {
      main: { "//": { metadata: { path: "app/network/vpc" } }, tags: { resource: "x", nested: { deep: 1 } } },
    },
    kubernetes_secret: { s: { metadata: [{ annotations: { "palisade.dev/path": "app/secret" } }] } },
  },
  data: { aws_ami: { 'with "quote': { owners: ["x"] } } },
  output: { id: { value: 1 } },
};
const LINES = stackText(STACK).split("\n");
const lineOf = (text: string): number => LINES.findIndex((line) => line.includes(text)) + 1;

describe("a line of the stack", () => {
  it.each([
    ['"deep"', "aws_vpc.main"],
    ['"main"', "aws_vpc.main"],
    ['"owners"', 'data.aws_ami.with \\"quote'],
    ['"region"', "provider.aws"],
    ['"value"', "output.id"],
  ])("with %s leads back to %s", (text, address) => {
    expect(addressAtLine(LINES, lineOf(text))).toBe(address);
  });

  it("outside any block leads nowhere", () => {
    expect(addressAtLine(LINES, 1)).toBeUndefined();
    expect(addressAtLine(LINES, lineOf('"resource": {'))).toBeUndefined();
  });
});

it("the construct path is cdktf's own note, else Palisade's annotation", () => {
  expect(constructPathOf(STACK, 'aws_vpc.main["a"]')).toBe("app/network/vpc");
  expect(constructPathOf(STACK, "kubernetes_secret.s")).toBe("app/secret");
  expect(constructPathOf(STACK, "output.id")).toBeUndefined();
});

it("a failure puts the construct path in front of Terraform's own words", () => {
  const event = {
    type: "diagnostic",
    diagnostic: {
      severity: "error",
      summary: "Unsupported argument",
      detail: "No argument named tagz.",
      range: { start: { line: lineOf('"tags"') } },
      snippet: { code: '  "tagz": {' },
    },
  };
  const output = `${JSON.stringify({ type: "version" })}\n${JSON.stringify(event)}\nnot json\n`;
  const failure = new TerraformFailure("plan", readDiagnostics(output, STACK, LINES));
  expect(failure.message).toBe(
    'app/network/vpc: Unsupported argument\n  at: aws_vpc.main\n  line: "tagz": {\n  No argument named tagz.',
  );
});

describe("messages of init", () => {
  it("are read from their frame", () => {
    expect(plainDiagnostics("╷\n│ Error: Module not installed\n│ \n│ Run init.\n╵\n", "")).toEqual([
      { severity: "error", summary: "Module not installed", detail: "Run init." },
    ]);
  });

  it("are read one by one, without what stands between them", () => {
    const text = [
      "There are some problems with the CLI configuration:",
      "╷",
      "│ Warning: Unable to open CLI configuration file",
      "│",
      "│ It does not exist.",
      "╵",
      "Error: Failed to install provider",
      "",
      "zip: not a valid zip",
      "file",
    ].join("\n");
    expect(plainDiagnostics(text, "ignored")).toEqual([
      { severity: "warning", summary: "Unable to open CLI configuration file", detail: "It does not exist." },
      { severity: "error", summary: "Failed to install provider", detail: "zip: not a valid zip\nfile" },
    ]);
  });

  it("are an error whatever they say, and whichever way they came", () => {
    expect(plainDiagnostics("", "panic: something\n\ngoroutine 1")).toEqual([
      { severity: "error", summary: "panic: something", detail: "goroutine 1" },
    ]);
    expect(plainDiagnostics("", "")).toEqual([{ severity: "error", summary: "", detail: "" }]);
  });
});
