import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonRecord, textAt } from "../../lib/core/json";
import { API_SERVER_TOOLS, type ControlPlane, readyClient, startBareControlPlane } from "./cluster/control-plane";
import { describeWithTools } from "./tools";

describeWithTools(API_SERVER_TOOLS, "a control plane on loopback", (toolOf) => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startBareControlPlane((name) => toolOf(name).program);
  });

  afterAll(() => plane?.stop());

  it("is asked again with the whole certificate after half of one was read", async () => {
    const whole = join(plane.folder, "certificates", "apiserver.crt");
    const half = join(plane.folder, "half.crt");
    writeFileSync(half, "");
    await expect(readyClient(plane.access, half)).rejects.toThrow("self-signed certificate");

    const client = await readyClient(plane.access, whole);
    const version = await client?.read("/version");
    client?.close();
    expect(isJsonRecord(version) && textAt(version, "gitVersion")).toMatch(/^v1\./);
  });

  it("gives nobody an answer who has no token", async () => {
    const certificate = join(plane.folder, "certificates", "apiserver.crt");
    expect(await readyClient({ ...plane.access, token: "none" }, certificate)).toBeUndefined();
  });
});
