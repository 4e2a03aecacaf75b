import { isEmptyPlan, RemoteStateRegistry, Sandbox, TerraformFailure } from "cdktf-palisade/sandbox";

/** Takes one synthesized stack through its whole life; says what Terraform refused, or nothing. */
export async function rehearse(stackDirectory: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const sandbox = await Sandbox.open({
    stackDirectory,
    terraformBinary: environment["TERRAFORM_BINARY_NAME"] ?? "terraform",
    searchFrom: [process.cwd()],
    environment,
    remoteStates: new RemoteStateRegistry(),
  });
  try {
    await sandbox.init();
    await sandbox.validate();
    const { replaced } = await sandbox.plan();
    await sandbox.apply();
    const sound = isEmptyPlan(await sandbox.replan());
    await sandbox.destroy();
    return sound && replaced.length === 0 ? undefined : "the second plan is not empty";
  } catch (error) {
    if (error instanceof TerraformFailure) return `${error.step}: ${error.message}`;
    throw error;
  } finally {
    await sandbox.close();
  }
}
