import { terraformEnvironment } from "../../../lib/sandbox/terraform-environment";

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
