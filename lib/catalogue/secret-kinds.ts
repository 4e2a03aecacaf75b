/** What a person does with a secret when something is to be done. */
export interface SecretProcedure {
  /** When it is time. */
  readonly when: string;
  /** What to do, in this order. */
  readonly steps: readonly string[];
  /** What makes it worse. @default - nothing in particular */
  readonly never?: readonly string[];
}

/** A kind of secret: where it comes from and how it is changed. */
export interface SecretKindSpec {
  /** Name of its page. */
  readonly id: SecretKindId;
  /** Heading. */
  readonly title: string;
  /** What it is, in a sentence or two. */
  readonly about: string;
  /** Who makes its values. */
  readonly madeBy: string;
  /** How long a value is good for. */
  readonly life: string;
  /** How a changed value reaches programs. */
  readonly delivery: string;
  /** A change in peace. */
  readonly rotation: SecretProcedure;
  /** A change because a value got out. */
  readonly leak: SecretProcedure;
}

/** Names of the kinds. */
export const SECRET_KIND_IDS = [
  "vault-secret",
  "aws-secret",
  "rotating-credential",
  "leased-credential",
  "certificate",
  "transit-key",
  "bootstrap-file",
] as const;

/** Name of a kind. */
export type SecretKindId = (typeof SECRET_KIND_IDS)[number];

const FIND_READERS =
  "Find the readers: `kubectl get externalsecrets,vaultstaticsecrets,vaultdynamicsecrets --all-namespaces`, and the roles in Vault or IAM that name them.";
const RESTART =
  "Restart what reads the value once, at its start: environment variables never follow. Validators and signers by hand, one after the other, as their own runbooks say.";
const AUDIT =
  "Look through the audit log for who read the path since it got out: a token that nobody knows is revoked, and its role with it.";
const NEVER_SHOW = "Paste a value into a ticket, a chat or a command line: the shell keeps its history.";

/** Every kind of secret. */
export const SECRET_KINDS: Readonly<Record<SecretKindId, SecretKindSpec>> = {
  "vault-secret": {
    id: "vault-secret",
    title: "A secret in Vault",
    about: "A value that somebody else gave, such as the key of an RPC provider, kept in a KV v2 mount.",
    madeBy: "the other side; a person or a program writes it",
    life: "until the other side ends it; `rotateEveryDays` says when it is changed",
    delivery: "the operator reads it every `refreshSeconds`, an hour unless said otherwise",
    rotation: {
      when: "SecretNotRotated fires, or somebody who knew the value leaves.",
      steps: [
        "Ask the other side for a second value, so that both are good for a while.",
        "Write it from a file that is removed after: `vault kv patch -mount=MOUNT PATH KEY=@FILE`. A key that is provided by Terraform: hand the new value in and raise `version`.",
        "Wait for `refreshSeconds`, then see that the Kubernetes Secret changed: its `metadata.resourceVersion`.",
        RESTART,
        "See that the readers work, and only then have the other side end the old value.",
      ],
      never: [NEVER_SHOW, "End the old value first: everything that reads it stops."],
    },
    leak: {
      when: "A value was seen where it does not belong.",
      steps: [
        "Have the other side end the value at once. Readers stop until the next step: that is the lesser harm.",
        "Write a new value as above, and force the reading: `kubectl annotate externalsecret NAME force-sync=$(date +%s) --overwrite`.",
        AUDIT,
        "Destroy the old versions, which Vault keeps otherwise: `vault kv metadata get` names them, `vault kv destroy -versions=N` destroys.",
      ],
      never: [NEVER_SHOW],
    },
  },
  "aws-secret": {
    id: "aws-secret",
    title: "A secret in AWS Secrets Manager",
    about:
      "A value that AWS keeps, encrypted with a key of its own, and denied to everyone to whom it was not granted.",
    madeBy: "a person, a program or a rotation function; Terraform passes one on at most, and forgets it",
    life: "`rotateEveryDays`; with a rotation function it is changed by itself",
    delivery: "the External Secrets Operator reads it every `refreshSeconds`, through a role for each reader",
    rotation: {
      when: "SecretNotRotated fires, or the rotation function failed.",
      steps: [
        "With a rotation function: look at its log, mend it, then `aws secretsmanager rotate-secret --secret-id NAME`.",
        "Without one: get a second value from the other side, and `aws secretsmanager put-secret-value --secret-id NAME --secret-string file://FILE`; remove the file.",
        "Wait for `refreshSeconds`, then see that the Kubernetes Secret changed.",
        RESTART,
        "Have the other side end the old value.",
      ],
      never: [NEVER_SHOW, "Widen the secret's policy to get at it: use a role in `trustedRoleArns`."],
    },
    leak: {
      when: "A value was seen where it does not belong.",
      steps: [
        "Have the other side end the value at once.",
        "Put a new value as above.",
        "Ask CloudTrail who called GetSecretValue on it, and end the sessions of roles that had no business there.",
        FIND_READERS,
      ],
      never: [
        NEVER_SHOW,
        "Delete the secret: it is gone for its readers at once, and comes back for thirty days only.",
      ],
    },
  },
  "rotating-credential": {
    id: "rotating-credential",
    title: "A credential that Vault rotates",
    about: "The password of a user that stays, which Vault changes by itself: a static role of the database engine.",
    madeBy: "Vault",
    life: "`rotateEveryHours`, a day unless said otherwise",
    delivery: "read every minute: from the change until then the reader holds a password that is good no more",
    rotation: {
      when: "SecretNotRotated fires: Vault could not change the password.",
      steps: [
        "`vault read ENGINE/static-roles/NAME` names the last rotation; the server's log says why the next one failed.",
        "Mostly Vault's own user lost the right to change it, or cannot reach the database: mend that.",
        "`vault write -f ENGINE/rotate-role/NAME`.",
        "See that the reader connects again.",
      ],
      never: ["Change the password in the database by hand: Vault then does not know it, and cannot change it again."],
    },
    leak: {
      when: "A password was seen where it does not belong.",
      steps: [
        "`vault write -f ENGINE/rotate-role/NAME`: the old one is good no more.",
        "End its sessions in the database, which outlive the password.",
        AUDIT,
      ],
    },
  },
  "leased-credential": {
    id: "leased-credential",
    title: "A credential that ends with its lease",
    about:
      "A user or a session that Vault makes for each reader: dynamic roles of the database engine, roles of the AWS engine.",
    madeBy: "Vault, for each reading",
    life: "its lease: an hour for a user, a quarter of an hour for a session of AWS, unless said otherwise",
    delivery:
      "the Vault Secrets Operator renews it, and fetches a new one in time; at least once a day, since its own token ends then",
    rotation: {
      when: "Never by hand. When a reader has none: SecretNotDelivered fires.",
      steps: [
        "`kubectl describe vaultdynamicsecret NAME` names what Vault answered.",
        "Permission denied: the role of the reader in Vault. A connection error: the database, or STS.",
        "`vault list sys/leases/lookup/ENGINE/creds/NAME` counts the leases: thousands mean a reader that asks in a loop.",
      ],
    },
    leak: {
      when: "A credential was seen where it does not belong.",
      steps: [
        "`vault lease revoke -prefix ENGINE/creds/NAME`: all users of the role end, and the operator fetches new ones.",
        "Sessions of AWS cannot be revoked by Vault: revoke the sessions of the IAM role, which denies all older than now.",
        AUDIT,
      ],
    },
  },
  certificate: {
    id: "certificate",
    title: "A certificate of the inner authority",
    about: "A certificate that an authority in Vault signed, through cert-manager, for TLS between programs.",
    madeBy: "cert-manager makes the key, Vault signs; the key never leaves the namespace",
    life: "30 days unless said otherwise; the authority three years, the root ten",
    delivery: "cert-manager renews it when a third of its life is left, and writes a Kubernetes Secret",
    rotation: {
      when: "The authority has a year left, or a certificate was not renewed.",
      steps: [
        "A certificate: `kubectl describe certificate NAME`, then its CertificateRequest: what Vault answered stands there.",
        "The authority: raise nothing by hand. Make a second engine beside it, have it signed, let programs trust both, move the roles, and take the first away when its last certificate has ended.",
      ],
      never: ["Let an authority end before its certificates: everything stops at once."],
    },
    leak: {
      when: "A key of a certificate was seen where it does not belong.",
      steps: [
        "`vault write ENGINE/revoke serial_number=SERIAL`.",
        "Delete the Kubernetes Secret: cert-manager makes a new key and has it signed.",
        "Programs that do not read revocation lists trust the old one until it ends: take its name from whatever lets it in.",
      ],
    },
  },
  "transit-key": {
    id: "transit-key",
    title: "A key that stays in Vault",
    about: "A key of the transit engine: programs have it encrypt and sign, and never see it.",
    madeBy: "Vault",
    life: "a new version every `rotateEveryDays`, a quarter unless said otherwise; older versions still decrypt",
    delivery: "none: it is asked",
    rotation: {
      when: "By itself. By hand before an audit that asks for it.",
      steps: [
        "`vault write -f ENGINE/keys/NAME/rotate`.",
        "What was encrypted with old versions: have its program rewrap it, then raise `min_decryption_version`.",
      ],
      never: ["Raise `min_decryption_version` before everything was rewrapped: what was not is lost."],
    },
    leak: {
      when: "Somebody may use it who should not.",
      steps: [
        "Take the grant away and apply: the token of a login ends within the hour, `vault token revoke -accessor` ends it at once.",
        "Rotate, rewrap, and raise `min_decryption_version`; for a key that signs, tell whoever checks its signatures.",
        AUDIT,
      ],
    },
  },
  "bootstrap-file": {
    id: "bootstrap-file",
    title: "A bootstrap file of SOPS",
    about:
      "An encrypted file beside the code, for what has to be there before a store is. Terraform opens it and forgets it.",
    madeBy: "a person with `sops`",
    life: "one use, best: once the store is there, the value is changed and lives in the store",
    delivery: "through ephemeral values into write-only arguments",
    rotation: {
      when: "A recipient leaves, or the value is used longer than it should.",
      steps: [
        "Change the recipients in `.sops.yaml`, then `sops updatekeys FILE` and `sops rotate --in-place FILE`.",
        "Change every value in it as well: whoever could open an older commit still can.",
        "Raise the version of what takes the value, and apply.",
      ],
      never: ["Commit a file before `sops --encrypt`: the history keeps it."],
    },
    leak: {
      when: "A key of age got out, or a file was committed in clear.",
      steps: [
        "Change every value that the file ever held, wherever it is used.",
        "Make a new age key, encrypt for it, and take the old recipient out.",
        "Rewriting history helps nobody who has a copy: do it after, if at all.",
      ],
      never: [NEVER_SHOW],
    },
  },
};
