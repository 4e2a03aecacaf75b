import { accountLog, CLOUDTRAIL_SOURCE, END_SESSIONS, IAM_SOURCE, NINETY_DAYS, REVIEW, SOMEBODY_LEADS } from "./common";
import type { IncidentSpec } from "./types";

/** A value is where it does not belong. */
export const SECRET_LEAK: IncidentSpec = {
  id: "secret-leak",
  title: "A secret leaked",
  about:
    "A password, a token, an API key or a certificate's key was seen where it does not belong: in a repository, a log, an image, a chat, a state. Keys of chains have a page of their own: [key compromise](key-compromise.md). Treat what was public for a second as known to everybody.",
  signs: [
    { text: "`palisade check` or the rehearsal names a secret in a synthesized file, a plan or a state." },
    { alert: "SecretInImage" },
    { alarm: "long-lived-credential" },
    { alarm: "secret-leaving" },
    { alarm: "refused-calls" },
    { text: "A provider, GitHub or a stranger writes to you." },
    { text: "A bill that nobody can explain: RPC calls, model tokens, machines." },
  ],
  firstMinutes: [
    SOMEBODY_LEADS,
    {
      text: "Which value, where is it accepted, and what may it do? Its path in the store says who reads it; the value itself is not needed, and nobody pastes it.",
    },
    {
      text: "Have the other side end it now, before anything else. Readers stop until the next step: that is the lesser harm.",
    },
    {
      text: "An access key of AWS: switch it off. A user that has one is a finding of the guardrails in itself.",
      commands: [
        "aws iam list-access-keys --user-name USER",
        "aws iam update-access-key --user-name USER --access-key-id ACCESS_KEY_ID --status Inactive",
      ],
    },
    {
      text: "A token of Vault: revoke it and what was made with it. What only stands in a log is its accessor, and that is enough.",
      commands: ["vault token revoke -accessor ACCESSOR"],
    },
  ],
  contain: [
    {
      text: "A credential that Vault leased: end all of its role. The operator fetches new ones.",
      commands: ["vault lease revoke -prefix MOUNT/creds/ROLE"],
    },
    {
      text: "A value in Vault: write the new one from a file that is removed after, and have it brought at once.",
      commands: [
        "vault kv patch -mount=MOUNT PATH KEY=@FILE",
        "kubectl --namespace NAMESPACE annotate externalsecret NAME force-sync=$(date +%s) --overwrite",
      ],
    },
    {
      text: "A value in Secrets Manager: the same.",
      commands: ["aws secretsmanager put-secret-value --secret-id NAME --secret-string file://FILE"],
    },
    END_SESSIONS,
    {
      text: "A state that holds it: change the value first. Then remove it from the stack, apply, and delete the old versions of the state file, which the bucket keeps.",
      commands: ["aws s3api list-object-versions --bucket BUCKET --prefix STATE_KEY"],
    },
  ],
  findOut: [
    {
      text: "Since when? The first commit, image or log that holds it counts, and not the day it was noticed.",
      commands: ["git log --all --reverse --format='%H %ad' --date=iso -S NAME_OF_THE_FILE_OR_FIELD"],
    },
    {
      text: `Who used it? ${NINETY_DAYS}`,
      commands: [
        accountLog("AccessKeyId", "ACCESS_KEY_ID", "2026-11-01T00:00:00Z"),
        accountLog("EventName", "GetSecretValue", "2026-11-01T00:00:00Z"),
      ],
    },
    { text: "Vault's audit log: who read the path since then, from where. Values in it are hashed, paths are not." },
    {
      text: "Where else does it stand? Let the same search that the rehearsal uses look through what you synthesize.",
      commands: ["npx palisade check"],
    },
  ],
  recover: [
    {
      text: "Restart what reads the value once, at its start. Validators and signers by hand, one after the other, by their own runbooks.",
      commands: ["kubectl --namespace NAMESPACE rollout restart deployment NAME"],
    },
    { text: "See that the old value is refused, by trying it, and that the readers work." },
    {
      text: "Destroy the old versions, which Vault keeps otherwise.",
      commands: ["vault kv destroy -mount=MOUNT -versions=NUMBER PATH"],
    },
  ],
  afterwards: [
    REVIEW,
    {
      text: "Give the secret an age (`rotateEveryDays`), or better a kind that ends by itself: a dynamic role, a session, a certificate.",
    },
    {
      text: "Rewriting the history of a repository comes last, if at all: it takes nothing back from those who have a copy.",
    },
  ],
  never: [
    "Never paste the value to show what leaked: not into the ticket, the chat or a command line.",
    "Never only delete the commit, the image or the message. The value is known; change it.",
    "Never delete a secret of Secrets Manager to stop its use: its readers stop, and whoever copied it goes on.",
    "Never restart signers or validators together because their secret changed.",
    "Never widen a policy so that you can look: ask a role that may read already.",
  ],
  helps: [
    {
      construct: "secrets/VaultStore",
      helps: "keeps values out of Terraform, so that a state or a plan has none to lose",
    },
    { construct: "secrets/SecretAlerts", helps: "tells of values that are too old, and of those that are not brought" },
    { construct: "secrets/DatabaseEngine", helps: "makes users that end within the hour" },
    { construct: "secrets/VaultAudit", helps: "writes down who read which path" },
    { construct: "secrets/GithubActionsAuth", helps: "gives a pipeline no token that it could lose" },
    { construct: "runtime/ImageScanning", helps: "finds secrets that were built into images" },
  ],
  further: {
    "a secret in Vault": "../secrets/vault-secret.md#a-value-got-out",
    "a secret in AWS": "../secrets/aws-secret.md#a-value-got-out",
    "a credential that Vault rotates": "../secrets/rotating-credential.md#a-value-got-out",
    "a leased credential": "../secrets/leased-credential.md#a-value-got-out",
    "a certificate": "../secrets/certificate.md#a-value-got-out",
    "a transit key": "../secrets/transit-key.md#a-value-got-out",
    "a bootstrap file": "../secrets/bootstrap-file.md#a-value-got-out",
  },
  sources: [
    "Vault documentation, token revoke, lease revoke, kv patch and kv destroy",
    "External Secrets Operator documentation, the annotation force-sync",
    IAM_SOURCE,
    CLOUDTRAIL_SOURCE,
  ],
};
