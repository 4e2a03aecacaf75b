import { asList, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import { textMembers } from "../../subjects/read-stack";
import { read } from "../../values";
import { type FieldPath, fail, holds, type Judgement, unknown } from "../../verdict";

export const namedTools = guardrail({
  id: "agents/named-tools",
  title: "Every agent names the tools that it may use",
  severity: "high",
  why: "A server of tools that gets a new one hands it to every agent that takes them all, the harmful one too.",
  fix: "list the tools by name at each server, and ask for approval of those that change something",
  source: "kagent v1alpha3, AgentTemplate (explicit tools); Dapr Agents, allowed_tools",
  subject: "object",
  kinds: ["Agent", "AgentTemplate", "SandboxAgent", "ConfigMap"],
  check: (object) => {
    if (object.kind === "ConfigMap") return judgeDocuments(object);
    if (!object.apiVersion.startsWith("kagent.dev/")) return undefined;
    return PLACES.flatMap((place) => judgeTools(read(object.manifest, place), place));
  },
  examples: () => {
    const kagent = (says: string, tools: unknown, apiVersion = "kagent.dev/v1alpha2") =>
      exampleObjects(says, {
        apiVersion,
        kind: "Agent",
        metadata: { name: "it", namespace: "apps" },
        spec: { type: "Declarative", declarative: { tools } },
      });
    const server = (toolNames: unknown) => [{ type: "McpServer", mcpServer: { name: "github", toolNames } }];
    const document = (says: string, tools: unknown, labels: JsonRecord = { "palisade.dev/kind": "agent" }) =>
      exampleObjects(says, {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "it", namespace: "apps", labels },
        data: { "it.json": JSON.stringify({ agent: "it", tools }) },
      });
    return {
      pass: [
        kagent("two tools", server(["get_pr", "comment"])),
        kagent("another agent", [{ type: "Agent", agent: { name: "other" } }]),
        exampleObjects("a template with two tools", {
          apiVersion: "kagent.dev/v1alpha3",
          kind: "AgentTemplate",
          metadata: { name: "it", namespace: "apps" },
          spec: { tools: server(["get_pr"]) },
        }),
        document("a document with a tool", [{ server: "github", toolNames: ["get_pr"] }]),
      ],
      fail: [
        kagent("whatever the server has", server(undefined)),
        kagent("an empty list, which is whatever it has", server([])),
        kagent("everything by a sign", server(["*"])),
        kagent("one server of two", [...server(["get_pr"]), ...server(undefined)]),
        document("a document with a server", [{ server: "github" }]),
      ],
      unknown: [
        kagent("tools from elsewhere", "$" + "{var.tools}"),
        kagent("names from elsewhere", server("$" + "{var.names}")),
      ],
      notApplicable: [
        kagent("no tools", undefined),
        kagent("an agent of somebody else's", server([]), "example.org/v1"),
        document("a document without tools", undefined),
        document("a document of something else", [{ server: "github" }], {}),
        exampleObjects("a text that is no document", {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "it", namespace: "apps", labels: { "palisade.dev/kind": "agent" } },
          data: { "it.json": '{"tools": ', "notes.txt": "tools" },
        }),
      ],
    };
  },
});

/** Where kagent's kinds have their tools. */
const PLACES = [
  ["spec", "declarative", "tools"],
  ["spec", "tools"],
];

function judgeTools(found: ReturnType<typeof read>, at: FieldPath): readonly Judgement[] {
  if (found.state === "unknown") return [unknown(at)];
  const tools = found.state === "known" ? asList(found.value) : [];
  return tools.map((tool, index) => judgeTool(tool, [...at, index]));
}

function judgeTool(tool: unknown, at: FieldPath): Judgement {
  const holder = isJsonRecord(tool) && isJsonRecord(tool["mcpServer"]) ? ["mcpServer", "toolNames"] : ["toolNames"];
  const names = read(tool, holder);
  if (names.state === "unknown") return unknown([...at, ...holder]);
  const isOther = textAt(tool, "type") === "Agent";
  const isNamed = names.state === "known" && asList(names.value).length > 0 && !asList(names.value).includes("*");
  return holds(isOther || isNamed, () => fail([...at, ...holder], "the tools by name"));
}

/** The documents of an agent's versions. */
function judgeDocuments({ labels, manifest }: ObjectView): readonly Judgement[] {
  if (labels["palisade.dev/kind"] !== "agent") return [];
  return Object.entries(textMembers(manifest["data"])).flatMap(([name, text]) => {
    const at = ["data", name];
    return listAt(parsed(text), "tools").map((tool) => judgeTool(tool, at));
  });
}

function parsed(text: string): JsonRecord {
  if (!text.includes('"tools"')) return {};
  try {
    return recordAt(JSON.parse(text));
  } catch {
    return {};
  }
}
