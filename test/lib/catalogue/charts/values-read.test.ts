import { knownTree } from "../../../support/charts/known-tree";
import { PATH_JOINT, valuesRead } from "../../../support/charts/values-read";

function paths(...sources: readonly string[]): readonly string[] {
  return [...valuesRead(sources).keys()].map((path) => path.split(PATH_JOINT).join(".")).sort();
}

describe("the values that templates read", () => {
  it.each([
    ["a plain path", "{{ .Values.image.tag }}", ["image", "image.tag"]],
    [
      "inside of with",
      "{{ with .Values.a }}{{ .b }}{{ $.Values.c }}{{ else }}{{ .Values.d }}{{ end }}",
      ["a", "a.b", "c", "d"],
    ],
    ["through a variable", "{{ $x := .Values.a | default dict }}{{ $x.b }}", ["a", "a.b"]],
    [
      "by index, get and dig",
      '{{ index .Values "a-b" "c" }}{{ get .Values "d" }}{{ dig "e" "f" 1 .Values }}',
      ["a-b", "a-b.c", "d", "e", "e.f"],
    ],
    ["behind brackets", '{{ (index .Values "a").b }}', ["a", "a.b"]],
    ["in a named template", '{{ define "x" }}{{ .Values.a }}{{ end }}{{ include "x" . }}', ["a"]],
    ["handed on in a map", '{{ define "x" }}{{ .v.b }}{{ end }}{{ include "x" (dict "v" .Values.a) }}', ["a", "a.b"]],
    [
      "handed on in a list",
      '{{ define "x" }}{{ (index . 1).b }}{{ end }}{{ include "x" (list $ .Values.a) }}',
      ["a", "a.b"],
    ],
    ["over names that stand there", '{{ range list "a" "b" }}{{ index $.Values . }}{{ end }}', ["a", "b"]],
    ["not in comments", "{{/* .Values.a */}}{{- /* .Values.b */ -}}", []],
    ["not in a template that nobody calls", '{{ define "x" }}{{ .Values.a }}{{ end }}', []],
  ])("are found: %s", (_, source, expected) => {
    expect(paths(source)).toEqual(expected);
  });

  it("tell which maps are free, what may be null and what is quoted", () => {
    const templates = [
      "{{ if .Values.enabled }}{{ toYaml .Values.resources }}{{ .Values.replicas }}{{ end }}",
      '{{ .Values.image.tag | quote }}{{ .Values.image.name }}{{ kindIs "bool" .Values.users }}{{ tpl .Values.text . }}',
      "{{ with .Values.probe }}{{ .path }}{{ end }}{{ .Values.sampleLimit }}{{ range .Values.names }}{{ . }}{{ end }}",
    ];
    const defaults = {
      enabled: true,
      resources: { limits: { cpu: 1 } },
      replicas: 1,
      image: { tag: "1", name: "x" },
      users: null,
      text: "",
      sampleLimit: false,
      names: [],
      unread: "",
    };
    expect(knownTree(defaults, valuesRead(templates))).toEqual({
      listed: {
        enabled: "boolean?",
        resources: "map",
        replicas: "number",
        image: { tag: "string|number", name: "string" },
        users: "boolean?",
        text: "string",
        sampleLimit: "boolean|number",
        names: "list?",
        unread: "string?",
      },
      read: { probe: { "": "null", path: "scalar?" } },
    });
  });
});
