import { REFERENCE } from "../../../truth/terraform-text";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { madeUpSecrets } from "../../secrets/made-up-secrets";
import { setsPlainSecret } from "../../secrets/plain-secret";
import { secretReferencesIn } from "../../secrets/secret-references";
import { secretsInValue } from "../../secrets/stack-secrets";
import { MACHINE_TYPES, userDataOf } from "../../user-data";
import { fail, type Judgement, PASS, unknown } from "../../verdict";

export const secretInUserData = guardrail({
  id: "secrets/secret-in-user-data",
  title: "No machine gets a secret through its user data",
  severity: "critical",
  why: "Every program on the machine can ask the metadata service for it, and every launch template keeps it.",
  fix: "let the machine fetch the secret at its start with its own role, into memory",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  aliases: ["CKV_AWS_46", "AWS-0029", "AWS-0129"],
  subject: "resource",
  types: MACHINE_TYPES,
  check: ofMade((machine) =>
    userDataOf(machine).map(({ argument, script }): Judgement => {
      const text = machine.raw[argument];
      const found = secretsInValue(text, argument).length > 0 || secretReferencesIn(text).length > 0;
      if (found || setsPlainSecret(script)) {
        return fail([argument], "a script that fetches the secret", "a secret in clear");
      }
      return machine.config[argument] === REFERENCE ? unknown([argument]) : PASS;
    }),
  ),
  examples: () => {
    const [key] = madeUpSecrets("pem-private-key");
    const encoded = Buffer.from(`#!/bin/sh\ncat > /etc/key <<END\n${key?.text}END\n`).toString("base64");
    const types = ["aws_launch_template", "aws_launch_configuration", "aws_spot_instance_request"];
    const script = "#!/bin/sh\naws secretsmanager get-secret-value --secret-id apps/db > /run/secret\n";
    return {
      pass: [
        exampleOf("a script that fetches it", "aws_instance", { user_data: script }),
        exampleOf("a variable from another command", "aws_instance", {
          user_data:
            "#!/bin/sh\nexport PGPASSWORD=$(cat /run/secret)\nDB_PASSWORD=`cat /run/secret` PASSWORD_FILE=/run/x app\n",
        }),
      ],
      fail: [
        exampleOf("a password in a variable", "aws_instance", { user_data: "#!/bin/sh\nexport DB_PASSWORD=hunter2\n" }),
        exampleOf("a password in quotes", "aws_instance", { user_data: "#!/bin/sh\napp --db-password='hunter2'\n" }),
        exampleOf("a password in base64", "aws_launch_template", {
          user_data: Buffer.from("#!/bin/sh\nDB_PASSWORD=hunter2 app\n").toString("base64"),
        }),
        exampleOf("a key in a script", "aws_instance", { user_data: `#!/bin/sh\necho '${key?.text}' > /etc/key\n` }),
        exampleOf("a key in base64", "aws_instance", { user_data_base64: encoded }),
        ...types.map((type) => exampleOf(`a key in base64 of an ${type}`, type, { user_data: encoded })),
        exampleOf("a password from elsewhere", "aws_instance", { user_data: "echo $" + "{random_password.it.result}" }),
        exampleOf("a key inside of a function", "aws_launch_template", {
          user_data: `$${"{"}base64encode(${JSON.stringify(key?.text)})}`,
        }),
      ],
      unknown: [exampleOf("a script from elsewhere", "aws_instance", { user_data: "$" + "{local.script}" })],
      notApplicable: [
        exampleOf("a machine without", "aws_instance", { ami: "ami-0123456789abcdef0" }),
        { says: "one that is read", stacks: { example: { data: { aws_instance: { it: { user_data: encoded } } } } } },
      ],
    };
  },
});
