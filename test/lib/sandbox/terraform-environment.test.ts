import { join } from "node:path";
import { realProviderEnvironment, terraformEnvironment } from "../../../lib/sandbox/terraform-environment";

const make = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  terraformEnvironment({ environment, homeDirectory: "home", configurationFile: "rc", providers: {} });

it.each([
  "AWS_PROFILE",
  "AWS_SECRET_ACCESS_KEY",
  "VAULT_TOKEN",
  "KUBECONFIG",
  "KUBE_TOKEN",
  "GITHUB_TOKEN",
  "GOOGLE_CREDENTIALS",
  "ARM_CLIENT_SECRET",
  "TF_CLI_ARGS_plan",
  "TF_WORKSPACE",
  "TF_DATA_DIR",
  "TF_HTTP_ADDRESS",
  "TF_TOKEN_app_terraform_io",
  "TF_PLUGIN_CACHE_DIR",
  "HTTPS_PROXY",
  "http_proxy",
  "SOME_FUTURE_CREDENTIAL",
])("%s does not reach Terraform", (name) => {
  expect(make({ [name]: "x" })).not.toHaveProperty(name);
});

it.each(["PATH", "LANG", "LC_ALL", "TZ", "TF_VAR_size"])("%s does", (name) => {
  expect(make({ [name]: "x" })).toHaveProperty(name, "x");
});

it("home and command-line configuration are the rehearsal's own, and nothing calls home", () => {
  expect(make({ HOME: "mine", TF_CLI_CONFIG_FILE: "mine" })).toMatchObject({
    HOME: "home",
    TF_CLI_CONFIG_FILE: "rc",
    CHECKPOINT_DISABLE: "1",
    TF_REATTACH_PROVIDERS: "{}",
  });
});

describe("with real providers", () => {
  const real = (environment: NodeJS.ProcessEnv, options = {}): NodeJS.ProcessEnv =>
    realProviderEnvironment({ environment, ...options });
  const own = { home: { homeDirectory: "home", configurationFile: "rc" }, cacheDirectory: "/cache" };

  it.each([
    "AWS_PROFILE",
    "AWS_SECRET_ACCESS_KEY",
    "VAULT_TOKEN",
    "KUBECONFIG",
    "GITHUB_TOKEN",
    "TF_CLI_ARGS_init",
    "TF_WORKSPACE",
    "TF_DATA_DIR",
    "TF_HTTP_ADDRESS",
    "TF_REATTACH_PROVIDERS",
    "TF_LOG_PATH",
    "SOME_FUTURE_CREDENTIAL",
  ])("%s does not reach Terraform", (name) => {
    expect(real({ [name]: "x" })).not.toHaveProperty(name);
  });

  it.each(["PATH", "TF_VAR_size", "HOME", "TF_TOKEN_registry_example_org", "https_proxy", "NO_PROXY", "SSL_CERT_FILE"])(
    "%s does, since a provider may have to be fetched",
    (name) => {
      expect(real({ [name]: "x" })).toHaveProperty(name, "x");
    },
  );

  it.each(["TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"])("%s does, as a path that means the same", (name) => {
    expect(real({ [name]: "mine" })).toHaveProperty(name, join(process.cwd(), "mine"));
  });

  it.each(["TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR", "HOME", "TF_TOKEN_registry_example_org", "HTTPS_PROXY"])(
    "%s does not where a folder holds the providers",
    (name) => {
      expect(real({ [name]: "/mine" }, own)).not.toHaveProperty(name, "/mine");
    },
  );

  it("home, configuration and cache are then the rehearsal's own, and nothing calls home", () => {
    expect(real({}, own)).toMatchObject({
      HOME: "home",
      TF_CLI_CONFIG_FILE: "rc",
      TF_PLUGIN_CACHE_DIR: "/cache",
      CHECKPOINT_DISABLE: "1",
    });
  });
});
