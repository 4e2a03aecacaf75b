import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** What a working copy leaves behind in a stack's folder; a rehearsal starts without it. */
const LEFT_BEHIND = /^(\.terraform|\.terraform\.lock\.hcl|terraform\..*tfstate.*|.*\.tfplan)$/;
/** Short, since the sockets lie in it and a socket's path is limited to about 100 bytes. */
const PREFIX = "psb-";
const STACK_FILE = "cdk.tf.json";

const open = new Set<string>();
let watching = false;

/** If the process ends without closing its sandboxes, their folders still go. */
function watchExit(): void {
  if (watching) return;
  watching = true;
  process.once("exit", () => {
    for (const folder of open) rmSync(folder, { recursive: true, force: true });
  });
}

/** The temporary folder of one rehearsal: a copy of the stack, a home folder for Terraform, sockets. */
export class ScratchFolder {
  private kept = false;

  private constructor(
    /** Root of everything. Sockets lie here. */
    public readonly root: string,
  ) {}

  /** Copies a synthesized stack folder. The original is only read. */
  public static async create(stackDirectory: string): Promise<ScratchFolder> {
    watchExit();
    const folder = new ScratchFolder(await mkdtemp(join(tmpdir(), PREFIX)));
    open.add(folder.root);
    try {
      await mkdir(folder.home);
      await writeFile(folder.configurationFile, "");
      await cp(stackDirectory, folder.stack, {
        recursive: true,
        dereference: true,
        filter: (source) => source === stackDirectory || !LEFT_BEHIND.test(basename(source)),
      });
    } catch (error) {
      await folder.remove();
      throw error;
    }
    return folder;
  }

  /** Where Terraform runs. */
  public get stack(): string {
    return join(this.root, "stack");
  }

  /** Stands in for the user's home folder. */
  public get home(): string {
    return join(this.root, "home");
  }

  /** An empty command-line configuration. */
  public get configurationFile(): string {
    return join(this.root, "terraformrc");
  }

  /** Replaces the stack's JSON. */
  public async writeStack(text: string): Promise<void> {
    await writeFile(join(this.stack, STACK_FILE), text);
  }

  /** From now on `remove` leaves the folder, for someone to look into. */
  public keep(): void {
    this.kept = true;
    open.delete(this.root);
  }

  /** Removes everything, unless it is kept. Does nothing the second time. */
  public async remove(): Promise<void> {
    if (this.kept) return;
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
    open.delete(this.root);
  }
}
