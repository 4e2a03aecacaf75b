import { CUSTODY } from "../../lib/catalogue/keys";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";
import { checkTopic } from "../core/change-report";
import {
  checkCurve,
  checkIdentifiers,
  checkName,
  checkNoMaterial,
  checkRoles,
  checkTexts,
  isText,
  requireProps,
} from "./key-checks";
import { loadEks } from "./load-eks";
import { type NitroEnclaveProps, nodeGroupName } from "./nitro-enclave-props";

const MEASUREMENT = /^[0-9a-f]{96}$/;
const ZEROS = /^0+$/;
/** One that runs, and one that follows it. */
const MOST_IMAGES = 2;

function oddMeasurement(field: string, got: unknown): Problem {
  return {
    what: `${field} is no measurement of an enclave`,
    got,
    allowed: "96 hexadecimal digits in small letters: a SHA-384",
    doThis: "copy it from the output of nitro-cli build-enclave, or of nitro-cli describe-eif",
  };
}

function debugMeasurement(field: string): Problem {
  return {
    what: `${field} is all zeros, which is what every enclave in debug mode measures: whoever starts one would get the key`,
    allowed: "the measurement of one image",
    doThis: "build the image, and start it without --debug-mode and --attach-console",
    source: "AWS Nitro Enclaves User Guide, where to get an enclave's measurements",
  };
}

function imageCount(got: number): Problem {
  return {
    what: "a key of an enclave is for one image, or for two while one follows the other",
    got,
    allowed: "1 or 2 measurements, each once",
    doThis: got === 0 ? "build the image, and write its PCR0 into images" : "take out the images that no longer run",
  };
}

function noDescription(): Problem {
  return {
    what: "the key of an enclave does not say what it signs",
    allowed: "one sentence, for people who read the key list",
    doThis: "set description",
  };
}

function noRole(): Problem {
  return {
    what: "nobody may start the enclave with its key",
    allowed: "the role of its pods, such as a PodRole",
    doThis: "set role",
  };
}

function noNodes(): Problem {
  return {
    what: "the enclave has no nodes to run on",
    allowed: "instance types, numbers of nodes, and what the enclave gets of a node",
    doThis: "set nodes",
  };
}

/** @throws PalisadeError listing every problem of the props, those of the nodes among them */
export function checkNitroEnclave(path: string, props: NitroEnclaveProps): void {
  requireProps(path, props);
  const check = new Checker(path);
  const { curve, description, nodes, images, signerPcr8, role } = props;
  if (checkNoMaterial(check, { ...props, cluster: undefined, role: undefined })) {
    checkName(check, props.name);
    if (checkCurve(check, CUSTODY["nitro-enclave"], curve)) checkIdentifiers(check, curve, props.keys);
    check.that(isText(/\S/, description), noDescription);
    const isGroup = isJsonRecord(nodes) && Array.isArray(nodes.instanceTypes) && isJsonRecord(nodes.enclave);
    if (check.that(isGroup, noNodes) && isText(/./, props.name)) {
      const { enclave, ...group } = nodes;
      const name = nodeGroupName(props.name);
      const complete = { ...group, enclaves: { ...enclave, reservedFor: name } };
      loadEks().checkNodeGroup(check, name, complete, props.cluster.network);
    }
    const measured = checkTexts(check, "images", images);
    const count = new Set(measured).size;
    check.that(count >= 1 && count <= MOST_IMAGES && count === measured.length, () => imageCount(measured.length));
    for (const [index, image] of measured.entries()) checkMeasurement(check, `image ${index + 1}`, image);
    if (signerPcr8 !== undefined) checkMeasurement(check, "signerPcr8", signerPcr8);
    check.that(isJsonRecord(role) && typeof role.roleArn === "string", noRole);
    checkRoles(check, "breakGlassRoleArns", props.breakGlassRoleArns);
    checkTopic(check, props.alarmTopicArn, "the key of an enclave has nobody who hears when it is disabled or deleted");
  }
  check.done();
}

function checkMeasurement(check: Checker, field: string, got: unknown): void {
  if (check.that(isText(MEASUREMENT, got), () => oddMeasurement(field, got))) {
    check.that(!isText(ZEROS, got), () => debugMeasurement(field));
  }
}
