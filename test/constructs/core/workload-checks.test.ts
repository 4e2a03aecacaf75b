import type { ContainerSpec } from "../../../constructs/core/container";
import { Controller } from "../../../constructs/core/controller";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Volume } from "../../../constructs/core/volume";
import type { WorkloadProps } from "../../../constructs/core/workload-props";
import { webContainer } from "../../support/fixtures";
import { synth } from "./workload-fixtures";

describe("bad input of a workload", () => {
  test("every problem is reported at once, with the construct path", () => {
    const message = (() => {
      try {
        synth({
          identity: { kind: "workload", name: "Web Server" },
          controller: Controller.deployment({ replicas: -1 }),
          userId: 0,
          volumes: [Volume.persistent("data", { storageGiB: -5 })],
          containers: [{ ...webContainer, resources: { cpuMillicores: 0, memoryMiB: -1 } }],
        });
      } catch (error) {
        return String(error);
      }
      return "";
    })();
    expect(message.match(/test\/web:/g)).toHaveLength(7);
    for (const part of ["Web Server", "as root", "storageGiB", "stateful", "cpuMillicores", "memoryMiB", "replicas"]) {
      expect(message).toContain(part);
    }
  });

  const resources = { cpuMillicores: 200, memoryMiB: 256 };
  const web = (change: Partial<ContainerSpec>): Partial<WorkloadProps> => ({
    containers: [{ ...webContainer, ...change }],
  });
  const nightly = { schedule: "0 3 * * *" };
  test.each<[string, Partial<WorkloadProps>, RegExp]>([
    [
      "a memory limit below its request",
      web({ resources: { ...resources, memoryLimitMiB: 255 } }),
      /memoryLimitMiB is less/,
    ],
    [
      "a CPU limit below its request",
      web({ resources: { ...resources, cpuLimitMillicores: 1 } }),
      /cpuLimitMillicores is less/,
    ],
    ["a negative number of pods away", { maxUnavailable: -1 }, /maxUnavailable is not a whole number/],
    ["a negative drain", web({ drainSeconds: -1 }), /drainSeconds of container web is not a whole number/],
    ["a drain as long as the grace", { ...web({ drainSeconds: 20 }), stopGraceSeconds: 20 }, /no time to stop/],
    ["a drain as long as the grace of everyone", web({ drainSeconds: 30 }), /no time to stop/],
    [
      "a relative folder",
      { configuration: { path: "etc/web", files: { a: "1" } } },
      /configuration files is not absolute/,
    ],
    [
      "a schedule that is none",
      { controller: Controller.cronJob({ schedule: "daily" }) },
      /is none that Kubernetes reads/,
    ],
    ["negative retries", { controller: Controller.job({ retries: -1 }) }, /retries is not a whole number/],
    [
      "negative retries of a cron job",
      { controller: Controller.cronJob({ ...nightly, retries: -1 }) },
      /retries is not/,
    ],
    ["no deadline", { controller: Controller.job({ deadlineSeconds: 0 }) }, /deadlineSeconds is not a positive/],
    ["an image as text", web({ image: JSON.parse('"web:latest"') }), /image of container web is not an ImageRef/],
  ])("%s is refused", (_, change, message) => {
    expect(() => synth(change)).toThrow(message);
  });

  test("limits as high as their requests, and a drain shorter than the grace, are taken", () => {
    const limits = { memoryLimitMiB: 256, cpuLimitMillicores: 200 };
    expect(() => synth(web({ resources: { ...resources, ...limits }, drainSeconds: 29 }))).not.toThrow();
  });

  test.each(["web", "web:latest", "web:1", "web:1.37", "web:stable", "Web:1.0.0", "web@sha256:12"])(
    "the image %s is refused",
    (reference) => {
      expect(() => ImageRef.parse(reference)).toThrow(/image/);
    },
  );
});
