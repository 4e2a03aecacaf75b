import { isJsonRecord, listAt, recordAt, textAt } from "../../../core/json";
import { wordsOf } from "../../command-line";
import { example, exampleObjects, exampleOf } from "../../example";
import { recognise } from "../../recognise";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import type { ResourceView } from "../../subjects/resource-view";
import { MACHINE_TYPES, userDataOf } from "../../user-data";
import { fail, type Judgement, on, PASS } from "../../verdict";
import { itemsAt } from "../kubernetes/lists";
import { exampleSet, IMAGES } from "./examples";

const CHAIN_KINDS = ["node", "validator", "signer", "sentry"];
const EXPECTED = "no key that owns the stake: it belongs offline";

export const coldKey = guardrail({
  id: "chain/cold-key",
  title: "No key that owns a stake is on a node, a validator or a signer",
  severity: "critical",
  why: "Whoever takes the machine then takes the stake itself, and not only its duties; no key can be changed afterwards.",
  fix: "keep withdrawal keys offline: a hardware wallet, paper or a multisig; a KeySource.cold is only declared",
  source: "anza-xyz/docs.anza.xyz, best practices for security; ERC-2334; Aptos, validator node keys",
  subject: "stack",
  check: (stack) => [
    ...stack.pods.filter((pod) => CHAIN_KINDS.includes(recognise(pod)?.kind ?? "")).map(judgePod),
    ...stack.ofType(...MACHINE_TYPES).flatMap(judgeMachine),
  ],
  examples: () => {
    const pod = (volumes: unknown, container = {}) => exampleSet({ image: IMAGES.geth, ...container }, {}, { volumes });
    const script = (text: string) => ({
      user_data: `#!/bin/bash\nexec agave-validator --identity /keys/id.json ${text}\n`,
    });
    const machine = (says: string, text: string) => exampleOf(says, "aws_instance", script(text));
    return {
      pass: [
        exampleObjects("another secret", pod([{ name: "keys", secret: { secretName: "engine-jwt" } }])),
        exampleObjects("an address, which is public", pod([], { args: ["--withdrawal-address=0x00"] })),
        machine("a machine with its hot keys", "--vote-account /keys/vote.json"),
      ],
      fail: [
        exampleObjects(
          "a secret of that name",
          pod([{ name: "keys", secret: { secretName: "authorized-withdrawer" } }]),
        ),
        exampleObjects(
          "one of its files",
          pod([
            { name: "keys", secret: { secretName: "all", items: [{ key: "withdrawal-key.json", path: "a.json" }] } },
          ]),
        ),
        exampleObjects(
          "one of its files, under another name",
          pod([
            { name: "keys", secret: { secretName: "all", items: [{ key: "a", path: "withdrawal_keystore.json" }] } },
          ]),
        ),
        exampleObjects("a path on the command line", pod([], { args: ["--key", "/keys/withdrawer-keypair.json"] })),
        exampleObjects("a mounted folder", pod([], { volumeMounts: [{ name: "k", mountPath: "/withdrawal-keys" }] })),
        machine("a machine with the key", "--withdraw /keys/authorized-withdrawer-keypair.json"),
        exampleOf("the same in base64", "aws_launch_template", {
          user_data: Buffer.from("agave-validator --x /k/authorised_withdrawer.json").toString("base64"),
        }),
        exampleOf("the same by its other argument", "aws_instance", {
          user_data_base64: Buffer.from("fdctl run --x /k/withdrawer.json").toString("base64"),
        }),
      ],
      notApplicable: [
        exampleObjects(
          "something that is no chain",
          exampleSet({ image: "it:1", args: ["--key", "/keys/withdrawer-keypair.json"] }),
        ),
        exampleOf("another machine", "aws_instance", { user_data: "cat /keys/withdrawer-keypair.json" }),
        exampleOf("a machine without a script", "aws_instance", {}),
        example("a machine that is read", {}, { aws_instance: { it: script("--withdraw /keys/withdrawer-key.json") } }),
      ],
    };
  },
});

const COLD = /authori[sz]ed[-_]withdrawer|withdraw(al|er)[-_]?(key|mnemonic|seed)|withdrawer\.json/i;

function judgePod(pod: PodView): Judgement {
  const names = [...(itemsAt(pod.spec, ["volumes"]) ?? []).flatMap(namesOfVolume), ...pod.containers.flatMap(namesOf)];
  // No more of it: the rest of a word may be the key.
  const [cold] = names.flatMap((name) => COLD.exec(name)?.[0] ?? []);
  return cold === undefined ? PASS : on(pod.object, fail(pod.at, EXPECTED, cold));
}

function namesOf(container: PodView["containers"][number]): readonly string[] {
  const mounts = listAt(container.spec, "volumeMounts").flatMap((mount) => textAt(mount, "mountPath") ?? []);
  return [...wordsOf(container), ...mounts];
}

function namesOfVolume(volume: unknown): readonly string[] {
  const secret = recordAt(volume, "secret");
  const items = listAt(secret, "items").filter(isJsonRecord);
  return [secret["secretName"], ...items.flatMap(({ key, path }) => [key, path])].filter(
    (name) => typeof name === "string",
  );
}

const PROGRAMS = /\b(agave-validator|solana-validator|fdctl|firedancer)\b/;

function judgeMachine(machine: ResourceView): readonly Judgement[] {
  return userDataOf(machine)
    .filter(({ script }) => PROGRAMS.test(script))
    .map(({ argument, script }) => {
      const [cold] = COLD.exec(script) ?? [];
      return cold === undefined ? PASS : on(machine, fail([argument], EXPECTED, cold));
    });
}
