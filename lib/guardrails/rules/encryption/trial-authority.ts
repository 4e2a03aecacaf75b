import { LETS_ENCRYPT_PRODUCTION, LETS_ENCRYPT_STAGING } from "../../../catalogue/acme-directories";
import type { JsonRecord } from "../../../core/json";
import { recordAt } from "../../../core/json";
import { exampleBundle, exampleStacks } from "../../example";
import { judgingOf } from "../../profile";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

/** Directories whose certificates are for trials, by what stands in their addresses. */
const TRIAL = /staging|\bpebble\b/;

export const trialAuthority = guardrail({
  id: "encryption/trial-authority",
  title: "Certificates that people see come from an authority that browsers trust",
  severity: "medium",
  why: "Clients refuse such a certificate, or worse, somebody tells them to take any.",
  fix: "give the issuer directory: AcmeDirectory.letsEncryptProduction()",
  controls: { nist: ["SC-8"] },
  source: "letsencrypt.org, Staging Environment: its roots are in no trust store",
  subject: "object",
  kinds: ["ClusterIssuer", "Issuer"],
  check: ({ apiVersion, manifest, resource }) => {
    if (!apiVersion.startsWith("cert-manager.io/") || judgingOf(resource.stack.marks).profile !== "strict")
      return undefined;
    if (Object.keys(recordAt(manifest, "spec", "acme")).length === 0) return undefined;
    return expectAt(manifest, "spec.acme.server").toSatisfy(
      (server) => typeof server !== "string" || !TRIAL.test(server),
      "the directory of an authority that clients trust",
    );
  },
  examples: () => {
    const issuer = (says: string, spec: JsonRecord, profile = "strict", apiVersion = "cert-manager.io/v1") =>
      exampleStacks(says, {
        example: {
          "//": { palisade: { guardrails: { profile } } },
          resource: {
            helm_release: { it: exampleBundle({ apiVersion, kind: "ClusterIssuer", metadata: { name: "it" }, spec }) },
          },
        },
      });
    const acme = (server: string) => ({ acme: { server, privateKeySecretRef: { name: "account" } } });
    return {
      pass: [
        issuer("Let's Encrypt", acme(LETS_ENCRYPT_PRODUCTION)),
        issuer("another authority", acme("https://acme.example.org/directory")),
      ],
      fail: [
        issuer("Let's Encrypt's place for trials", acme(LETS_ENCRYPT_STAGING)),
        issuer("a server for tests", acme("https://pebble/dir")),
      ],
      unknown: [issuer("a server from elsewhere", acme("$" + "{var.server}"))],
      notApplicable: [
        issuer("where nobody depends on it", acme(LETS_ENCRYPT_STAGING), "standard"),
        issuer("an authority inside", { ca: { secretName: "root" } }),
        issuer("another's kind of that name", acme(LETS_ENCRYPT_STAGING), "strict", "example.org/v1"),
      ],
    };
  },
});
