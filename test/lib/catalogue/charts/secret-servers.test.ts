import { SECRET_SERVERS, type SecretServerSpec } from "../../../../lib/catalogue/charts/secret-servers";
import { parseImage } from "../../../../lib/core/image";
import { recordAt, textAt } from "../../../../lib/core/json";
import { readSchema, testWith } from "../../../support/shared-schemas";

const servers: readonly (readonly [string, SecretServerSpec])[] = Object.entries(SECRET_SERVERS);

describe.each(servers)("the chart of %s", (_, spec) => {
  const { name, version, values } = spec.chart;
  const defaultsFile = `charts/${name}-${version}.values.json`;

  it("speaks TLS, keeps an audit log, runs three, and lets one go at a time", () => {
    expect(values).toMatchObject({
      global: { tlsDisable: false },
      server: {
        auditStorage: { enabled: true },
        ha: { enabled: true, replicas: 3, disruptionBudget: { enabled: true, maxUnavailable: 1 } },
      },
    });
  });

  it("has no webhook, and one that fails closed for whoever switches it on", () => {
    expect(values).toMatchObject({ injector: { enabled: false, webhook: { failurePolicy: "Fail" } } });
  });

  it("keeps a server alive that is sealed or waits for its first start, and hands it no traffic", () => {
    const probes = (codes: string) => expect.stringMatching(new RegExp(`^/v1/sys/health\\?standbyok=true${codes}$`));
    expect(values).toMatchObject({
      server: {
        readinessProbe: { path: probes("") },
        livenessProbe: { enabled: true, path: probes("&sealedcode=204&uninitcode=204") },
        service: { publishNotReadyAddresses: false },
      },
    });
  });

  testWith(defaultsFile)("overrides defaults that hurt", () => {
    const defaults = recordAt(readSchema(defaultsFile));
    expect(defaults).toMatchObject({
      global: { tlsDisable: true },
      injector: { enabled: "-", webhook: { failurePolicy: "Ignore" } },
      server: { auditStorage: { enabled: false }, ha: { enabled: false }, updateStrategyType: "OnDelete" },
    });
  });

  testWith(defaultsFile)("runs the image that is written down here", () => {
    const image = recordAt(recordAt(recordAt(readSchema(defaultsFile)), "server"), "image");
    const { repository, tag } = parseImage(spec.image);
    expect(repository.endsWith(textAt(image, "repository") ?? "none")).toBe(true);
    // OpenBao's chart leaves the tag to the version of the application, which the chart's source was read for.
    expect([tag, ""]).toContain(textAt(image, "tag"));
  });
});
