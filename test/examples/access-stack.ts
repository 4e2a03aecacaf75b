import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformOutput, TerraformStack } from "cdktf";
import { RunAs, SessionManager, WireGuardGateway, WireGuardPrograms } from "cdktf-palisade/access";
import { addValidations } from "cdktf-palisade/core";
import { Network } from "cdktf-palisade/network";
import type { Construct } from "constructs";

const REGION = "eu-central-1";
const ALARMS = "arn:aws:sns:eu-central-1:123456789012:prod-audit-alarms";

export class AdministrationStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addValidations(this);
    new S3Backend(this, { bucket: "our-states", key: `${id}.tfstate`, region: REGION, encrypt: true });
    new AwsProvider(this, "aws", { region: REGION });
    const network = new Network(this, "network", { name: "prod-main", region: REGION, cidr: "10.20.0.0/16" });

    const sessions = new SessionManager(this, "sessions", {
      region: REGION,
      networks: [network],
      archive: { bucketName: "our-prod-sessions", lockedDays: 400 },
      runAs: RunAs.taggedUser(),
      alarmTopicArn: ALARMS,
    });
    // Operators reach the gateway, with a second factor, and nothing else of the account.
    sessions.grantSession("operators", {
      roleName: "operators",
      hostTags: { "palisade.dev/kind": "network", "palisade.dev/name": "admin" },
    });

    const gateway = new WireGuardGateway(this, "vpn", {
      name: "admin",
      network,
      tunnelCidr: "10.99.0.0/24",
      // What `wg pubkey` prints on each device.
      peers: {
        "alice-laptop": { publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=", address: "10.99.0.2" },
      },
      reach: { "kubernetes-api": { cidr: "10.20.0.0/16", port: 443 } },
      sessions,
      programs: WireGuardPrograms.fromImage(),
      imageId: "ami-0123456789abcdef0",
      alarmTopicArn: ALARMS,
    });
    new TerraformOutput(this, "tunnel_address", { value: gateway.publicAddress });
  }
}
