import { horcruxIn, shardsIn } from "../../constructs/keys/cosmos-fixtures";
import { groupIn } from "../../constructs/keys/distributed-signer-fixture";
import { hotWallet, podRole, signerIn, vaultIn } from "../../constructs/keys/key-fixtures";
import { production } from "../../constructs/keys/production";
import { type Misuse, ownGuardian, prod, untyped } from "./misuse";

/** Keys in two places, and signers that do not know of each other. */
export const KEY_MISUSES: readonly Misuse[] = [
  {
    title: "two signers on the keys of the same validators",
    build: (app) => {
      const stack = prod(app);
      groupIn(stack);
      signerIn(stack);
    },
    message: [
      "prod-apps/signer: key 0xaaa1aa…aaa1 is already used by prod-apps/duties",
      "  allowed: one place for each key, over all environments of the app",
      "  do this: give prod-apps/signer another key, or remove it from prod-apps/duties and apply that first",
      "",
      "prod-apps/signer: key 0xaaa2aa…aaa2 is already used by prod-apps/duties",
      "  allowed: one place for each key, over all environments of the app",
      "  do this: give prod-apps/signer another key, or remove it from prod-apps/duties and apply that first",
    ],
  },
  {
    title: "two signers on one key, in two environments",
    build: (app) => {
      horcruxIn(production(app, "prod-keys"));
      horcruxIn(production(app, "staging-keys", "staging"));
    },
    message: [
      "staging-keys/hub: key cosmosvalcons1zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3s6stja is already used by prod-keys/hub",
      "  allowed: one place for each key, over all environments of the app",
      "  do this: give staging-keys/hub another key, or remove it from prod-keys/hub and apply that first",
    ],
  },
  {
    title: "two validators of one's own on one key, in two environments",
    build: (app) => {
      for (const environment of ["prod", "staging"]) {
        ownGuardian(production(app, `${environment}-keys`, environment), "validator");
      }
    },
    message: [
      'prod-keys/own/stateful-set, StatefulSet own-validator metadata.annotations["palisade.dev/key"]: breaks the guardrail chain/one-key-one-place (critical): Every signing key is used in one place, over all environments',
      '  got: "0xaaa1aa…aaa1"',
      "  allowed: a key of its own at prod-keys/own/stateful-set of the stack prod-keys, since staging-keys/own/stateful-set of the stack staging-keys uses it too",
      "  do this: give one of the two another key, or remove the key from one of them and apply that first",
      "  source: docs/guardrails.md#chainone-key-one-place",
      "",
      'staging-keys/own/stateful-set, StatefulSet own-validator metadata.annotations["palisade.dev/key"]: breaks the guardrail chain/one-key-one-place (critical): Every signing key is used in one place, over all environments',
      '  got: "0xaaa1aa…aaa1"',
      "  allowed: a key of its own at staging-keys/own/stateful-set of the stack staging-keys, since prod-keys/own/stateful-set of the stack prod-keys uses it too",
      "  do this: give one of the two another key, or remove the key from one of them and apply that first",
      "  source: docs/guardrails.md#chainone-key-one-place",
    ],
  },
  {
    title: "two roles that sign with one hot wallet",
    build: (app) => {
      const stack = prod(app);
      const wallet = hotWallet(stack);
      wallet.grantSign(podRole(stack, "shop"));
      wallet.grantSign(podRole(stack, "payroll"));
    },
    message: [
      "prod-apps/role-payroll: the key wallet already signs for prod-apps/role-shop",
      "  allowed: one signer for each key: two would use one nonce twice, and nobody could tell who signed",
      "  do this: make a key of its own for prod-apps/role-payroll",
    ],
  },
  {
    title: "two co-signers with one share",
    build: (app) => {
      const stack = prod(app);
      const [first, second] = shardsIn(vaultIn(stack), 2);
      if (first !== undefined && second !== undefined) horcruxIn(stack, { shards: [first, second, first] });
    },
    message: [
      "prod-apps/hub: co-signers 1 and 3 read the same secret, so that one of them holds the shard of another",
      "  allowed: a secret of its own for each co-signer, at a path that no other reads",
      "  do this: write each shard to a path of its own, and name that",
    ],
  },
  {
    title: "a signer with two replicas and no shared database",
    build: (app) => signerIn(prod(app), { replicas: 2, ...untyped({ database: null }) }),
    message: [
      "prod-apps/signer: 2 replicas of a signer share no database of what they signed: each would sign what another has signed",
      "  allowed: a SlashingProtectionDatabase, or SlashingDatabase.fromAttributes",
      "  do this: set database; one database for all replicas, and never one for each",
    ],
  },
  {
    title: "a signer with one replica and no database",
    build: (app) => signerIn(prod(app), { replicas: 1, ...untyped({ database: null }) }),
    message: [
      "prod-apps/signer: a signer has nowhere to write down what it signed, so that a restart makes it forget",
      "  allowed: a SlashingProtectionDatabase, or SlashingDatabase.fromAttributes",
      "  do this: set database; one database for all replicas, and never one for each",
    ],
  },
  {
    title: "a signer of one's own with two replicas",
    build: (app) => ownGuardian(prod(app), "signer", 2),
    message: [
      "prod-apps/own/stateful-set, StatefulSet own-signer spec.replicas: breaks the guardrail chain/one-replica (critical): Validators and signers run once, save signers that share one database of what they signed",
      "  got: 2",
      "  allowed: 1, or a database that all of them share",
      "  do this: set replicas to 1; several replicas of a RemoteSigner share its database, and only they may",
      "  source: docs/guardrails.md#chainone-replica",
    ],
  },
];
