import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { isOn, isOnDesk } from "./chart-values";

/** Where the address of a database of one's own stands. */
const OWN = ["url", "urlFile"].map((name) => ["database", "postgres", name]);

export const kagentDatabase = guardrail({
  id: "charts/kagent-database",
  title: "kagent keeps what its agents did in a database that is looked after",
  severity: "medium",
  why: "The one in the chart is one pod with half a gibibyte and the password kagent, and no copy of it exists.",
  fix: "set database.postgres.urlFile to a database of your own, which switches the bundled one off",
  controls: { soc2: ["A1.2"], iso27001: ["A.8.13"] },
  source: "kagent 0.9.12, database.postgres.bundled: for development and evaluation",
  subject: "release",
  charts: ["kagent"],
  check: (release) => {
    if (isOnDesk(release)) return undefined;
    const addresses = OWN.map((path) => read(release.values, path));
    const isOwn = addresses.some(({ state }) => state === "unknown") || addresses.some(hasText);
    const isBundled = isOn(release, "database.postgres.bundled.enabled", true);
    if (isOwn || isBundled === false) return PASS;
    const at = ["database", "postgres"];
    return release.isPartial || isBundled === undefined
      ? unknown(at)
      : fail(at, "the address of a database of your own");
  },
  examples: () => {
    const postgres = (says: string, values: object) =>
      exampleRelease(says, "kagent", "0.9.12", { database: { postgres: { ...values } } });
    return {
      pass: [
        postgres("an address in a file", { urlFile: "/secrets/url" }),
        postgres("an address", { url: "postgres://db.example.org/kagent" }),
        postgres("an address from elsewhere", { url: "$" + "{var.url}" }),
        postgres("none", { bundled: { enabled: false } }),
      ],
      fail: [
        exampleRelease("the chart as it comes", "kagent", "0.9.12", {}),
        postgres("the bundled one", { url: "", bundled: { enabled: true } }),
      ],
      unknown: [
        exampleOpenRelease("kagent"),
        exampleOpenRelease("kagent", { database: { postgres: { bundled: { enabled: true } } } }),
        postgres("a switch from elsewhere", { bundled: { enabled: "$" + "{var.on}" } }),
      ],
      notApplicable: [
        exampleOnDesk("a cluster on a desk", "kagent", {}),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

function hasText(found: ReturnType<typeof read>): boolean {
  return found.state === "known" && found.value !== "";
}
