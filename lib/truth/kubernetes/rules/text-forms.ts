import { holdsReference } from "../../terraform-text";
import type { ObjectReport } from "../object-report";

/** A form that a text has to have, and how to say so. */
export interface TextForm {
  /** What the text is: `a name`, `a label value`. */
  readonly noun: string;
  /** Pattern of the whole text. */
  readonly pattern: RegExp;
  /** Greatest number of characters. @default - any */
  readonly maxLength?: number;
  /** The form in words. */
  readonly allowed: string;
}

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const KEY = `(?=.{1,253}/|[^/]*$)(${SUBDOMAIN}/)?(?=.{1,63}$)${QUALIFIED}`;

/** Where the forms were read. */
export const FORMS_SOURCE = "Kubernetes 1.34.2, apimachinery/pkg/util/validation/validation.go";

/** Forms of names and texts. */
export const TextForms = {
  dnsLabel: {
    noun: "a name",
    pattern: new RegExp(`^${LABEL}$`),
    maxLength: 63,
    allowed: "lower-case letters, digits and -, a letter or digit at both ends, at most 63 characters",
  },
  serviceName: {
    noun: "the name of a service",
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    maxLength: 63,
    allowed: "lower-case letters, digits and -, a letter first, no - last, at most 63 characters",
  },
  dnsSubdomain: {
    noun: "a name",
    pattern: new RegExp(`^${SUBDOMAIN}$`),
    maxLength: 253,
    allowed: "lower-case letters, digits, - and ., a letter or digit at both ends, at most 253 characters",
  },
  pathSegment: {
    noun: "a name",
    pattern: /^(?!\.{1,2}$)[^/%]+$/,
    allowed: "text without / and %, not . or ..",
  },
  host: {
    noun: "a host",
    pattern: new RegExp(`^(\\*\\.)?${SUBDOMAIN}$`),
    maxLength: 253,
    allowed: "a DNS name, or one whose first part is *",
  },
  labelKey: {
    noun: "the key of a label",
    pattern: new RegExp(`^${KEY}$`),
    allowed: "letters, digits, -, _ and ., at most 63 characters, behind a DNS name and / or not",
  },
  annotationKey: {
    noun: "the key of an annotation",
    pattern: new RegExp(`^${KEY}$`, "i"),
    allowed: "letters, digits, -, _ and ., at most 63 characters, behind a DNS name and / or not",
  },
  labelValue: {
    noun: "the value of a label",
    pattern: new RegExp(`^(${QUALIFIED})?$`),
    maxLength: 63,
    allowed: "letters, digits, -, _ and ., a letter or digit at both ends, at most 63 characters, or nothing",
  },
  portName: {
    noun: "the name of a port",
    pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    maxLength: 15,
    allowed: "lower-case letters, digits and single -, at least one letter, at most 15 characters",
  },
  configurationKey: {
    noun: "a key",
    pattern: /^(?!\.{1,2}$)(?!\.\.)[-._a-zA-Z0-9]+$/,
    maxLength: 253,
    allowed: "letters, digits, -, _ and ., at most 253 characters, not .. at the beginning",
  },
  variableName: {
    noun: "the name of a variable",
    pattern: /^[ -<>-~]+$/,
    allowed: "printable ASCII characters other than =",
  },
} as const satisfies Record<string, TextForm>;

/** Refuses a text of another form. Empty text, which is a field left out, and what is not known yet, passes. */
export function checkForm(value: unknown, form: TextForm, field: string, report: ObjectReport): void {
  if (typeof value !== "string" || value === "" || holdsReference(value)) return;
  const tooLong = value.length > (form.maxLength ?? Number.POSITIVE_INFINITY);
  if (!tooLong && form.pattern.test(value)) return;
  report.refuse(field, {
    what: tooLong
      ? `${form.noun} has ${value.length} characters, which are too many`
      : `${form.noun} has characters or a form that Kubernetes does not take`,
    got: value,
    allowed: form.allowed,
    doThis: tooLong ? "shorten it" : "write it in that form",
    source: FORMS_SOURCE,
  });
}
