import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";

export const chaosMeshRuntime = guardrail({
  id: "charts/chaos-mesh-runtime",
  title: "Chaos Mesh speaks to the runtime that the nodes have",
  severity: "low",
  why: "It looks for Docker's socket, which no node has since Kubernetes 1.24: experiments are listed as run, and nothing was tried.",
  fix: "set chaosDaemon.runtime to containerd, and chaosDaemon.socketPath to /run/containerd/containerd.sock",
  source: "chaos-mesh 2.8.3, chaosDaemon.runtime: docker; Kubernetes documentation, Removal of dockershim",
  subject: "release",
  charts: ["chaos-mesh"],
  check: (release) => expectValue(release, "chaosDaemon.runtime").notToBe("docker", "fail"),
  examples: () => {
    const runtime = (says: string, name: string) =>
      exampleRelease(says, "chaos-mesh", "2.8.3", { chaosDaemon: { runtime: name } });
    return {
      pass: [runtime("what most nodes have", "containerd"), runtime("what some nodes have", "crio")],
      fail: [exampleRelease("the chart as it comes", "chaos-mesh", "2.8.3", {}), runtime("Docker", "docker")],
      unknown: [runtime("a choice from elsewhere", "$" + "{var.runtime}"), exampleOpenRelease("chaos-mesh")],
      notApplicable: [exampleRelease("another chart", "app", "1.2.3", {})],
    };
  },
});
