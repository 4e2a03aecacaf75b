import type { Rule } from "../../rule";
import { awsAccessKey } from "./aws-access-key";
import { chatToken } from "./chat-token";
import { codeHostToken } from "./code-host-token";
import { consensusKey } from "./consensus-key";
import { encodedPrivateKey } from "./encoded-private-key";
import { extendedPrivateKey } from "./extended-private-key";
import { googleCredentials } from "./google-credentials";
import { jsonWebToken } from "./json-web-token";
import { keyPair } from "./key-pair";
import { keystore } from "./keystore";
import { macaroon } from "./macaroon";
import { mnemonic } from "./mnemonic";
import { modelProviderToken } from "./model-provider-token";
import { packageRegistryToken } from "./package-registry-token";
import { paymentToken } from "./payment-token";
import { pemPrivateKey } from "./pem-private-key";
import { randomValue } from "./random-value";
import { rawPrivateKey } from "./raw-private-key";
import { rpcProviderKey } from "./rpc-provider-key";
import { urlPassword } from "./url-password";
import { vaultToken } from "./vault-token";
import { wifKey } from "./wif-key";

/** Rules on secrets: none in a stack, none in the state, and those in a store kept well. */
export const SECRETS_RULES: readonly Rule[] = [
  awsAccessKey,
  chatToken,
  codeHostToken,
  consensusKey,
  encodedPrivateKey,
  extendedPrivateKey,
  googleCredentials,
  jsonWebToken,
  keyPair,
  keystore,
  macaroon,
  mnemonic,
  modelProviderToken,
  packageRegistryToken,
  paymentToken,
  pemPrivateKey,
  randomValue,
  rawPrivateKey,
  rpcProviderKey,
  urlPassword,
  vaultToken,
  wifKey,
];
