import { asText, listAt, recordAt, textAt } from "../../../core/json";
import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { fail, PASS, unknown } from "../../verdict";
import { exampleOpenRelease } from "./chart-examples";
import { isOn } from "./chart-values";

const SNAPSHOTS = "EnableCSI";

export const veleroVolumes = guardrail({
  id: "charts/velero-volumes",
  title: "Velero saves what stands on volumes",
  severity: "medium",
  why: "A backup then holds the objects without their data, which is found out on the day of the restore.",
  fix: "set deployNodeAgent to true, or configuration.features to EnableCSI, or give configuration.volumeSnapshotLocation a provider",
  controls: { soc2: ["CC7.4", "A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  source: "velero 12.1.0, deployNodeAgent: false, configuration.volumeSnapshotLocation: without a provider",
  subject: "release",
  charts: ["velero"],
  check: (release) => {
    if (isOn(release, "backupsEnabled", true) === false) return undefined;
    const hasAgent = isOn(release, "deployNodeAgent", false);
    if (hasAgent === true || takesSnapshots(release)) return PASS;
    const at = ["deployNodeAgent"];
    return hasAgent === undefined
      ? unknown(at)
      : fail(at, "true, or snapshots by configuration.features or a provider");
  },
  examples: () => {
    const release = (says: string, values: object) => exampleRelease(says, "velero", "12.1.0", { ...values });
    return {
      pass: [
        release("an agent on every node", { deployNodeAgent: true }),
        release("snapshots by the driver", { configuration: { features: "EnableCSI" } }),
        release("snapshots by a provider", { configuration: { volumeSnapshotLocation: [{ provider: "aws" }] } }),
      ],
      fail: [
        release("the chart as it comes", {}),
        release("another feature", { configuration: { features: "EnableAPIGroupVersions" } }),
        release("a place without a provider", { configuration: { volumeSnapshotLocation: [{ provider: "" }] } }),
        release("snapshots that are switched off", {
          snapshotsEnabled: false,
          configuration: { volumeSnapshotLocation: [{ provider: "aws" }] },
        }),
      ],
      unknown: [
        exampleOpenRelease("velero"),
        release("a switch from elsewhere", { deployNodeAgent: "$" + "{var.on}" }),
      ],
      notApplicable: [
        release("restores alone", { backupsEnabled: false }),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

function takesSnapshots(release: ReleaseView): boolean {
  const configuration = recordAt(release.values, "configuration");
  if (asText(configuration["features"] ?? "").includes(SNAPSHOTS)) return true;
  if (isOn(release, "snapshotsEnabled", true) === false) return false;
  return listAt(configuration, "volumeSnapshotLocation").some((place) => (textAt(place, "provider") ?? "") !== "");
}
