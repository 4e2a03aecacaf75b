import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildWithGo, stagingModules } from "./harness/go-recipe";
import { provide, type Recipe } from "./harness/provide";
import { ToolFault } from "./harness/tool-fault";
import type { GoTool } from "./harness/tool-spec";
import { inFreshFolder } from "./harness-fixtures";
import { describeWithTool } from "./tools";

let folder: string;
let store: string;
inFreshFolder((made) => {
  folder = made;
  store = join(folder, "store");
});

// Go itself is needed; the smallest program it makes shows that it is here.
describeWithTool("actionlint", "a download for Go", () => {
  const tool: GoTool = { from: "Go", goPackage: "example.org/tool", version: "v1.0.0" };

  /** A module proxy in a folder. */
  function proxy(files: Readonly<Record<string, string>>): Recipe {
    const place = join(folder, "proxy", "example.org", "tool", "@v");
    mkdirSync(place, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content);
    const environment = {
      GOPROXY: `file://${join(folder, "proxy")}`,
      GOSUMDB: "off",
      GONOPROXY: "none",
      GOFLAGS: "-modcacherw",
      GOMODCACHE: join(folder, "modules"),
    };
    return (_spec, target) => buildWithGo(tool, target, environment);
  }

  const fault = (broken: Recipe): string => {
    try {
      provide("tool", tool, store, broken);
    } catch (problem) {
      if (problem instanceof ToolFault) return problem.message;
      throw problem;
    }
    throw new Error("it was built");
  };

  const DO_THIS =
    "Nothing of it was kept: try again, and see that Go and the way to the Go module proxy (GOPROXY) work";

  it("that breaks off is told, and leaves no program", () => {
    const broken = proxy({
      "v1.0.0.info": JSON.stringify({ Version: "v1.0.0" }),
      "v1.0.0.mod": "module example.org/tool\n",
      "v1.0.0.zip": "PK\u0003\u0004 and then the line went dead",
    });
    expect(fault(broken)).toBe(
      [
        'tool v1.0.0 could not be had from Go example.org/tool: "go get example.org/tool@v1.0.0" failed and said:',
        `  go: example.org/tool@v1.0.0: zip: not a valid zip file`,
        DO_THIS,
      ].join("\n"),
    );
    expect([existsSync(join(store, "tool")), readdirSync(join(store, "making"))]).toEqual([false, []]);
  });

  it("that is refused is told", () => {
    expect(fault(proxy({}))).toMatch(
      /^tool v1\.0\.0 could not be had from Go example\.org\/tool: [\s\S]*\nNothing of it was kept/,
    );
  });
});

test("the modules of Kubernetes' own repository are those at v0.0.0, not those with a date", () => {
  const goMod =
    "require (\n\tk8s.io/api v0.0.0\n\tk8s.io/utils v0.0.0-20250604170112-4c0f3b243397\n\tk8s.io/cri-api v0.0.0 // indirect\n)\n";
  expect(stagingModules(goMod)).toEqual(["k8s.io/api", "k8s.io/cri-api"]);
});
