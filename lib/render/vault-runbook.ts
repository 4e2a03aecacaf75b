import { firstStartSteps, type RunbookStep, reachCommands } from "./vault-first-start";
import { askForRootCommands, giveOldShareCommand, giveShareCommand, rotateSharesCommand } from "./vault-root-again";
import type { VaultRunbookSubject } from "./vault-runbook-subject";

/** A part of the runbook: when it is needed, and what to do. */
interface RunbookPart {
  readonly title: string;
  readonly when: string;
  readonly steps: readonly RunbookStep[];
  readonly never?: readonly string[];
}

/** The runbook of one group of servers, as Markdown. */
export function vaultRunbook(subject: VaultRunbookSubject): string {
  const { server, name, namespace, holders, threshold } = subject;
  const parts = [
    firstStart(subject),
    sealed(subject),
    rootAgain(subject),
    newHolders(subject),
    restore(subject),
    sealKey(subject),
    restart(subject),
  ];
  return [
    "<!-- Written by `vaultRunbook` in lib/render/vault-runbook.ts. Change that, not this page. -->",
    "",
    `# ${server.title} ${namespace}/${name}`,
    "",
    `${subject.replicas} servers with Raft, opened by the key \`${subject.sealKeyAlias}\` in ${subject.region}. ` +
      `Recovery shares: ${threshold} of ${holders.length}, held by ${holders.map((holder) => holder.name).join(", ")}.`,
    "",
    ...parts.flatMap(part),
  ].join("\n");
}

function part({ title, when, steps, never = [] }: RunbookPart): readonly string[] {
  return [
    `## ${title}`,
    "",
    when,
    "",
    ...steps.flatMap(step),
    ...(never.length === 0 ? [] : ["**Never**", "", ...never.map((line) => `- ${line}`), ""]),
  ];
}

function step({ title, text, commands }: RunbookStep, index: number): readonly string[] {
  return [
    `### ${index + 1}. ${title}`,
    "",
    text,
    "",
    ...(commands === undefined ? [] : ["```sh", commands, "```", ""]),
  ];
}

function firstStart(subject: VaultRunbookSubject): RunbookPart {
  return {
    title: "First start",
    when: "Once, after the first apply. Until then the servers answer, are not ready, and hold nothing.",
    steps: firstStartSteps(subject),
    never: [
      "Do not run `operator init` without the PGP keys: the shares and a root token would stand in your terminal.",
    ],
  };
}

function sealed(subject: VaultRunbookSubject): RunbookPart {
  const { name, namespace, server, sealKeyAlias, region } = subject;
  return {
    title: "A server stays sealed",
    when: "The alert VaultSealed fires, or pods are not ready after a restart.",
    steps: [
      {
        title: "Read what the server says",
        text: "With a seal in KMS it opens itself, or says why it cannot.",
        commands: `kubectl --namespace ${namespace} logs ${name}-0 --tail=50\nkubectl --namespace ${namespace} get events --field-selector involvedObject.name=${name}-0`,
      },
      {
        title: "Look at the key",
        text: "`KeyState` has to be `Enabled`. `Disabled` or `PendingDeletion`: enable it, or cancel the deletion, as a break-glass role, and find out who did it; the alarm on the key says so.",
        commands: `aws kms describe-key --region ${region} --key-id ${sealKeyAlias} --query KeyMetadata.KeyState`,
      },
      {
        title: "Look at the way to it",
        text: "`AccessDenied`: the association of Pod Identity, or the key's policy. A timeout: the interface endpoint for KMS, or the network policy.",
        commands: `aws eks list-pod-identity-associations --region ${region} --namespace ${namespace} --cluster-name <cluster>`,
      },
      {
        title: "Start it again",
        text: "One server at a time; it tries again with each start.",
        commands: `kubectl --namespace ${namespace} delete pod ${name}-0\n${server.executable} status`,
      },
    ],
    never: [
      "Recovery shares do not open a sealed server. They make a root token on an open one.",
      "Do not paste a share into a chat, a ticket or a terminal that others see.",
      "Do not delete the volumes: with the key back, they are the data.",
    ],
  };
}

function rootAgain(subject: VaultRunbookSubject): RunbookPart {
  const { server, holders, threshold, name } = subject;
  const [starter] = holders;
  return {
    title: "Nobody can log in",
    when: `Terraform's login is broken and only root can mend it. It takes ${threshold} holders at one time. Neither program takes shares from somebody who is not logged in, unless it is told to for that time.`,
    steps: [
      {
        title: "Open the way for shares",
        text: `Set \`openForRecovery: true\` on the server \`${name}\`, apply, and restart the servers as below. It writes \`${server.recoveryAccess.name}\` into their configuration. While it is open anybody who reaches the API can break an attempt off, and nobody can do more.`,
      },
      {
        title: "Ask for a root token",
        text: "It comes back encrypted to one holder, and everybody sees that it was asked for. Note the nonce.",
        commands: `${reachCommands(subject)}\n${askForRootCommands(subject)}`,
      },
      {
        title: "Each holder gives their share",
        text: "On their own machine, with the nonce of the step before. The last answer holds the token, encrypted.",
        commands: giveShareCommand(subject, "<name>", "<nonce>"),
      },
      {
        title: "Take the token, and mend",
        text: `${starter?.name ?? "The starter"} does this. Do only what only root can do.`,
        commands: `export ${server.variablePrefix}_TOKEN="$(base64 --decode <<< '<encoded_root_token>' | gpg --quiet --decrypt)"`,
      },
      {
        title: "Close it again",
        text: "Revoke the token, as in the last step of the first start. Then remove `openForRecovery`, apply, and restart the servers.",
        commands: `${server.executable} token revoke -self\nunset ${server.variablePrefix}_TOKEN`,
      },
    ],
  };
}

function newHolders(subject: VaultRunbookSubject): RunbookPart {
  return {
    title: "A holder leaves",
    when: "Before they lose their key or their access: change `holders` in the code, and give everybody a new share. The old ones are then worth nothing.",
    steps: [
      {
        title: "Log in as root",
        text: "As in the part before, with the old shares. The public keys of the new holders are checked as in the first start.",
      },
      {
        title: "Ask for new shares",
        text: "Note the nonce.",
        commands: rotateSharesCommand(subject),
      },
      {
        title: "The old holders give their shares",
        text: "In the shell that is logged in, one after the other. The last answer goes into a file and is handed out as in the first start; its list is called `keys_base64`.",
        commands: `${giveOldShareCommand(subject, "<name>", "<nonce>")} > new-shares.json`,
      },
      {
        title: "See that the new ones can be read",
        text: "Each new holder proves it as in the first start. Only then revoke the root token, and close the way for shares.",
      },
    ],
  };
}

function restore(subject: VaultRunbookSubject): RunbookPart {
  const { server, name, namespace, snapshots } = subject;
  const bao = server.executable;
  const fetch =
    snapshots === undefined
      ? "Get the newest snapshot from whoever keeps them."
      : "Take the newest one that is from before the damage.";
  return {
    title: "Restore a snapshot",
    when:
      "Data was lost or damaged on all servers. One lost server needs none of this: delete its pod and its volume claim, and it " +
      "gets everything from the others.",
    steps: [
      {
        title: "Get a snapshot",
        text: `${fetch} It is encrypted by the server, and worth nothing without the seal's key.`,
        ...(snapshots === undefined
          ? {}
          : {
              commands:
                `aws s3api list-objects-v2 --bucket ${snapshots.bucketName} --prefix ${snapshots.prefix}/ --query 'sort_by(Contents, &LastModified)[-5:].Key'\n` +
                `aws s3 cp s3://${snapshots.bucketName}/<key> restore.snap`,
            }),
      },
      {
        title: "Have a server to restore into",
        text: "Servers that still run: make a root token with the shares. New and empty ones: initialize them as in the first start, with the same people; the restore replaces those shares by the old ones.",
        commands: reachCommands(subject),
      },
      {
        title: "Restore",
        text: "`-force` is needed where the server was initialized anew: its keys differ from those in the snapshot until the restore is done.",
        commands: `${bao} operator raft snapshot restore -force restore.snap`,
      },
      {
        title: "Start all servers again, and look",
        text: "They open themselves with the seal's key. Then read one secret as a reader would, and revoke the root token.",
        commands: `kubectl --namespace ${namespace} delete pod --selector app.kubernetes.io/instance=${name},component=server\n${bao} operator raft list-peers`,
      },
    ],
    never: ["Do not restore to undo one deleted secret: everything since the snapshot goes. KV keeps old versions."],
  };
}

function sealKey({ sealKeyAlias, region }: VaultRunbookSubject): RunbookPart {
  return {
    title: "Rotate the seal's key",
    when: "KMS makes new key material every year by itself. Do it by hand when somebody could use the key who should not.",
    steps: [
      {
        title: "Make new key material",
        text: "The servers go on: KMS knows which material each ciphertext was made with.",
        commands: `aws kms rotate-key-on-demand --region ${region} --key-id ${sealKeyAlias}\naws kms list-key-rotations --region ${region} --key-id ${sealKeyAlias}`,
      },
      {
        title: "Close the hole",
        text: "New material does not take the key from whoever could use it: mend the policy, and look through CloudTrail for uses of the key by others than the servers' role.",
      },
    ],
    never: [
      "Never disable or delete the key, or an old one after a move to another: what it encrypted is in the storage and in every snapshot.",
    ],
  };
}

function restart({ server, name, namespace, replicas }: VaultRunbookSubject): RunbookPart {
  const bao = server.executable;
  return {
    title: "Bring out a new version or new settings",
    when: "An apply changes the StatefulSet and restarts nothing (`OnDelete`). Take a snapshot first.",
    steps: [
      {
        title: "Find the active server",
        text: "It goes last.",
        commands: `kubectl --namespace ${namespace} get pods --selector app.kubernetes.io/instance=${name},${server.activeLabel}=true`,
      },
      {
        title: "Restart the others, one by one",
        text: `Wait until the pod is ready and all ${replicas} servers are voters again before the next one.`,
        commands: `kubectl --namespace ${namespace} delete pod <standby>\n${bao} operator raft list-peers`,
      },
      {
        title: "Restart the active one",
        text: "Step down first, so that another takes over without a pause.",
        commands: `${bao} operator step-down\nkubectl --namespace ${namespace} delete pod <formerly active>`,
      },
    ],
    never: ["Do not go back to an older version on the same data; restore a snapshot into it instead."],
  };
}
