import type { Rule } from "../../rule";
import { argumentInState } from "./argument-in-state";
import { awsAccessKey } from "./aws-access-key";
import { chatToken } from "./chat-token";
import { codeHostToken } from "./code-host-token";
import { consensusKey } from "./consensus-key";
import { declaredRotation } from "./declared-rotation";
import { encodedPrivateKey } from "./encoded-private-key";
import { extendedPrivateKey } from "./extended-private-key";
import { generatedInState } from "./generated-in-state";
import { googleCredentials } from "./google-credentials";
import { jsonWebToken } from "./json-web-token";
import { keyPair } from "./key-pair";
import { keystore } from "./keystore";
import { macaroon } from "./macaroon";
import { mnemonic } from "./mnemonic";
import { modelProviderToken } from "./model-provider-token";
import { outputOfSecret } from "./output-of-secret";
import { packageRegistryToken } from "./package-registry-token";
import { paymentToken } from "./payment-token";
import { pemPrivateKey } from "./pem-private-key";
import { randomValue } from "./random-value";
import { rawPrivateKey } from "./raw-private-key";
import { readIntoState } from "./read-into-state";
import { recoveryWindow } from "./recovery-window";
import { rpcProviderKey } from "./rpc-provider-key";
import { secretInBlock } from "./secret-in-block";
import { secretInEnvironment } from "./secret-in-environment";
import { secretInTag } from "./secret-in-tag";
import { secretInUserData } from "./secret-in-user-data";
import { tokenInState } from "./token-in-state";
import { urlPassword } from "./url-password";
import { variableDefault } from "./variable-default";
import { vaultToken } from "./vault-token";
import { wifKey } from "./wif-key";

/** Rules on secrets: none in a stack, none in the state, and those in a store kept well. */
export const SECRETS_RULES: readonly Rule[] = [
  argumentInState,
  awsAccessKey,
  chatToken,
  codeHostToken,
  consensusKey,
  declaredRotation,
  encodedPrivateKey,
  extendedPrivateKey,
  generatedInState,
  googleCredentials,
  jsonWebToken,
  keyPair,
  keystore,
  macaroon,
  mnemonic,
  modelProviderToken,
  outputOfSecret,
  packageRegistryToken,
  paymentToken,
  pemPrivateKey,
  randomValue,
  rawPrivateKey,
  readIntoState,
  recoveryWindow,
  rpcProviderKey,
  secretInBlock,
  secretInEnvironment,
  secretInTag,
  secretInUserData,
  tokenInState,
  urlPassword,
  variableDefault,
  vaultToken,
  wifKey,
];
