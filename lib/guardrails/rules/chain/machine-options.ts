import { exampleOf } from "../../example";
import { judgeOption, optionsOf } from "../../judge-options";
import { guardrail } from "../../rule";
import { type StartedProgram, startedProgramsOf } from "../../started-programs";
import { MACHINE_TYPES } from "../../user-data";
import { type Judgement, PASS, unknown } from "../../verdict";

export const machineOptions = guardrail({
  id: "chain/machine-options",
  title: "No machine starts chain software with an option that takes its protection away",
  severity: "high",
  why: "An open interface or a new slashing database costs on a machine what it costs in a pod, and nobody there sees the option.",
  fix: "remove the option from the script, or run the program as a ChainNode or a RemoteSigner, which do not have it",
  source: "the documentation of each program, as the rules about containers have it",
  subject: "resource",
  types: MACHINE_TYPES,
  check: (machine) => startedProgramsOf(machine).flatMap(judge),
  examples: () => {
    const machine = (says: string, command: string) =>
      exampleOf(says, "aws_instance", { user_data: `#!/bin/sh\nset -eu\n${command}\n` });
    return {
      pass: [
        machine("a node that answers itself alone", "geth --http --http.api eth,admin"),
        machine("a program that is only installed", "apt-get install geth"),
        machine("a sentry that looks for peers", "gaiad start --p2p.pex=true"),
        machine("an option that does not matter there", "polkadot --rpc-methods=Unsafe"),
        machine("a check that stands in a file", "lighthouse vc --network mainnet"),
      ],
      fail: [
        machine("administration for everyone", "geth --http --http.addr 0.0.0.0 --http.api eth,admin,personal"),
        machine("a new memory at each start", "exec lighthouse vc --init-slashing-protection"),
        machine("over two lines", "sudo -u geth geth --http.addr=0.0.0.0 \\\n  --http.api=admin &"),
        machine("by a unit of systemd", "ExecStart=/usr/local/bin/geth --http.addr=0.0.0.0 --ws.origins '*'"),
        machine("by a container", "docker run -d ethereum/client-go:v1.17.10 --http.addr=0.0.0.0 --http.api=admin"),
        exampleOf("by a template", "aws_launch_template", {
          user_data: Buffer.from("#!/bin/sh\ngeth --nodekeyhex abc\n").toString("base64"),
        }),
        exampleOf("in a function of Terraform", "aws_launch_template", {
          user_data: "$" + '{base64encode("#!/bin/sh\\ngeth --allow-insecure-unlock\\n")}',
        }),
      ],
      unknown: [
        machine("a list from elsewhere", "geth --http.addr=0.0.0.0 --http.api=$APIS"),
        machine("protection that is left to a signer", "lighthouse vc --disable-slashing-protection-web3signer"),
        machine("a program that another one starts", "supervise geth --http.addr=0.0.0.0 --http.api=admin"),
      ],
      notApplicable: [
        machine("a machine of something else", "app --http.addr=0.0.0.0 --http.api=admin"),
        exampleOf("a machine without a script", "aws_instance", {}),
      ],
    };
  },
});

/** What is missing may stand in a file; what stands there is wrong wherever else it stands too. */
function judge({ program, started, isCertain, at }: StartedProgram): readonly Judgement[] {
  const judged = (program.options ?? [])
    .filter(({ concern, names }) => concern !== "sentry" && optionsOf(started, program, names).length > 0)
    .map((option): Judgement => {
      const judgement = judgeOption(started, program, option) ?? PASS;
      if (judgement.verdict === "pass") return judgement;
      if (!isCertain) return unknown(at, `whether it starts ${program.name} is not seen here`);
      const isLeftToSigner = option.isRightWithProtectedSigner === true;
      return isLeftToSigner
        ? unknown(at, "whether its signer keeps a database is not seen here")
        : { ...judgement, at };
    });
  return judged.length === 0 ? [PASS] : judged;
}
