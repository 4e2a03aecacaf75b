import { App, TerraformElement, TerraformStack } from "cdktf";
import { ImageRef } from "../../../constructs/core/image-ref";
import {
  DetectionEngine,
  DetectionNotice,
  DetectionResponse,
  type ImageScanningProps,
  type RuntimeDetectionProps,
  ScannerDatabase,
} from "../../../constructs/runtime";
import { synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { detectionIn, PLATFORM, scanningIn } from "./fixture";

const detect = (props: Partial<RuntimeDetectionProps>): string =>
  thrownMessage(() => synthStack((stack) => void detectionIn(stack, props)));
const scan = (props: Partial<ImageScanningProps>): string =>
  thrownMessage(() => synthStack((stack) => void scanningIn(stack, props)));
const falcoWith = (notice: DetectionNotice) => ({ engine: DetectionEngine.falco({ notice }) });
/** What plain JavaScript hands in. */
const any = <T>(value: unknown): T => JSON.parse(JSON.stringify(value));

const PROGRAM = {
  client: "own-signer",
  title: "Our signer",
  containers: ["signer"],
  executables: ["/signer"],
  keyFolders: ["/keys"],
  reaches: [8200],
  source: "our own",
};

describe("RuntimeDetection refuses", () => {
  it("an engine that is none", () => {
    expect(detect({ engine: any({ kind: "falco" }) })).toBe(
      [
        "test/detection: nothing is named that looks at running programs",
        "  allowed: DetectionEngine.falco, DetectionEngine.tetragon",
        "  do this: set `engine`",
      ].join("\n"),
    );
  });

  it("an address that is a password itself, without showing it", () => {
    const message = detect(falcoWith(DetectionNotice.webhook({ address: "https://events.example.org/?key=hunter2" })));
    expect(message).toBe(
      [
        "test/detection: the address that events of Falco are posted to holds a user, a password or parameters, and would stand in the state",
        '  got: "events.example.org"',
        "  allowed: host and path alone",
        "  do this: tell Alertmanager, whose receivers take their addresses from a secret",
      ].join("\n"),
    );
  });

  it("an address without TLS, a priority that there is none of, and a socket that is none, all at once", () => {
    const engine = DetectionEngine.falco({
      notice: DetectionNotice.webhook({ address: "http://events.example.org", minimumPriority: any("loud") }),
      runtimeSocket: "containerd.sock",
    });
    expect(detect({ engine })).toBe(
      [
        "test/detection: minimumPriority is no priority of Falco",
        '  got: "loud"',
        "  allowed: emergency, alert, critical, error, warning, notice, informational, debug",
        "  do this: correct it, or leave it out for warning",
        "",
        "test/detection: the address that events of Falco are posted to does not speak TLS, or is no address",
        '  got: "http:"',
        "  allowed: https:// with a host, such as https://events.example.org/falco",
        "  do this: correct it; events say what runs where",
        "",
        "test/detection: runtimeSocket is no path of a socket",
        '  got: "containerd.sock"',
        "  allowed: an absolute path that ends in .sock, such as /run/containerd/containerd.sock",
        "  do this: correct it, or leave it out for containerd",
      ].join("\n"),
    );
  });

  it("a notice that is none, and a response that is none", () => {
    expect(detect({ engine: DetectionEngine.falco({ notice: any({}) }) })).toContain("nobody is told what Falco sees");
    expect(detect({ engine: DetectionEngine.tetragon({ response: any({}) }) })).toContain(
      "the response of Tetragon is none",
    );
  });

  it("killing under no rule, or under one that there is none of", () => {
    const killing = (on: readonly string[]) =>
      detect({ engine: DetectionEngine.tetragon({ response: DetectionResponse.kill({ on: any(on) }) }) });
    expect(killing([])).toContain("a response that kills names no rule");
    expect(killing(["connections"])).toBe(
      [
        "test/detection: Tetragon has no such rule to kill under",
        '  got: "connections"',
        "  allowed: other-program, shell, connection, key-files, trace, written-program",
        "  do this: write one of them; the closest is connection",
      ].join("\n"),
    );
  });

  it("ports of a client that nobody knows, and ports that are none", () => {
    expect(detect({ alsoReaches: { "web3signer-eth": [5432], dirk: [0, 70_000] } })).toBe(
      [
        "test/detection: alsoReaches names a client that nothing here knows",
        '  got: "web3signer-eth"',
        "  allowed: web3signer-eth2, web3signer-eth1, dirk, horcrux",
        "  do this: write one of them, the closest is web3signer-eth1; a program of your own goes into alsoGuards",
        "",
        "test/detection: alsoReaches of dirk holds no port",
        "  got: 0",
        "  allowed: whole numbers from 1 to 65535",
        "  do this: correct it",
        "",
        "test/detection: alsoReaches of dirk holds no port",
        "  got: 70000",
        "  allowed: whole numbers from 1 to 65535",
        "  do this: correct it",
      ].join("\n"),
    );
  });

  it.each([
    ["a name that no label can hold", { client: "Own Signer" }, "names a program as no label palisade.dev/client can"],
    ["a program of the catalogue", { client: "dirk" }, "names a program that is guarded already"],
    ["no executable", { executables: [] }, "runs nothing that could be told from the rest"],
    ["a path that is none", { keyFolders: ["keys/"] }, "own-signer of alsoGuards has a path that is none"],
    ["a path that ends a condition", { executables: ["/a) or (evt.num > 0"] }, "has a path that is none"],
    ["a container as none can be called", { containers: ["Signer"] }, "names a container as none can be called"],
    ["a port that is none", { reaches: [1.5] }, "reaches of own-signer holds no port"],
    [
      "a start that is a path",
      { start: { names: ["/bin/sh"], stays: true } },
      "is started by something that the kernel",
    ],
  ])("a program of one's own with %s", (_, change, message) => {
    expect(detect({ alsoGuards: [{ ...PROGRAM, ...change }] })).toContain(message);
  });

  it("a program of one's own twice, and an added container as none can be called", () => {
    expect(detect({ alsoGuards: [PROGRAM, PROGRAM] })).toContain("guarded already");
    expect(detect({ addedContainers: ["linkerd_proxy"] })).toContain(
      "addedContainers names a container as none can be",
    );
  });

  it.each<[string, unknown, readonly string[]]>([
    ["alsoGuards", "own-signer", ["alsoGuards is no list"]],
    ["alsoGuards", [null], ["alsoGuards names a program as no label palisade.dev/client can"]],
    ["alsoGuards", [{ client: "own" }], ["own of alsoGuards runs nothing that could be told from the rest"]],
    [
      "alsoGuards",
      [{ ...PROGRAM, containers: "signer", reaches: ["8200"], start: { names: "run" } }],
      [
        "containers of own-signer is no list",
        "own-signer of alsoGuards runs nothing that could be told from the rest",
        "reaches of own-signer holds no port",
        "start.names of own-signer is no list",
      ],
    ],
    ["addedContainers", "linkerd-proxy", ["addedContainers is no list"]],
    ["addedContainers", [1], ["addedContainers names a container as none can be called"]],
    ["alsoReaches", [6432], ["alsoReaches is no object"]],
    ["alsoReaches", { dirk: 8881 }, ["alsoReaches of dirk is no list"]],
    ["namespaceName", "n".repeat(57), ["namespaceName is no name, or leaves no room for what is put behind it"]],
  ])("%s that is %j, and leaves nothing behind", (prop, value, what) => {
    const stack = new TerraformStack(new App(), "test");
    const message = thrownMessage(() => detectionIn(stack, any({ [prop]: value })));
    const heads = message.match(/^test\/detection: .*$/gm)?.map((head) => head.slice("test/detection: ".length));
    expect(heads).toEqual(what);
    const left = stack.node.findAll().filter((each) => TerraformElement.isTerraformElement(each));
    expect(left.map(({ node }) => node.path)).toEqual([]);
  });

  it("values that the chart does not have", () => {
    const message = detect({ ...falcoWith(DetectionNotice.alertmanager(PLATFORM)), chart: { values: { drivr: {} } } });
    expect(message).toContain("drivr");
    expect(message).toContain("driver");
  });
});

describe("ImageScanning refuses", () => {
  it("a release of Trivy that steals", () => {
    expect(scan({ scannerImage: ImageRef.parse("docker.io/aquasec/trivy:0.69.5") })).toBe(
      [
        "test/scanning: scannerImage is a release of Trivy that thieves published: it steals credentials",
        '  got: "docker.io/aquasec/trivy:0.69.5"',
        "  allowed: any but 0.69.4, 0.69.5, 0.69.6",
        "  do this: take another release; where this one ran, change every secret that it could reach",
        "  source: CVE-2026-33634, GHSA-69fq-xp46-6x23",
      ].join("\n"),
    );
  });

  it.each<[string, Partial<ImageScanningProps>, string]>([
    ["no scans at a time", { concurrentScans: 0 }, "concurrentScans is not usable"],
    ["reports that last for months", { reportHours: 2000 }, "reportHours is not usable"],
    ["a volume of nothing", { database: ScannerDatabase.server({ storageGiB: 0.5 }) }, "has no usable size"],
    [
      "a database that is none",
      { database: any({ kind: "server" }) },
      "database is nothing that faults are looked up in",
    ],
    ["an image as text", { scannerImage: any("trivy:latest") }, "scannerImage is no image"],
    ["a namespace that is none", { excludedNamespaces: ["Kube System"] }, "holds what no namespace can be called"],
    ["a namespace where a list belongs", { excludedNamespaces: any("kube-system") }, "excludedNamespaces is no list"],
    ["a namespace that is a number", { excludedNamespaces: any([1]) }, "holds what no namespace can be called"],
    ["nothing left to look into", { excludedNamespaces: ["*"] }, "leaves nothing to look into"],
  ])("%s", (_, props, message) => {
    expect(scan(props)).toContain(message);
  });

  it("an image that is a digest alone", () => {
    const scannerImage = ImageRef.parse(`registry.example.org/trivy@sha256:${"1".repeat(64)}`);
    expect(scan({ scannerImage })).toContain("names no release");
  });
});
