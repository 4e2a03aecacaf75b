import { selectStacks } from "../rehearsal/stack-selection";
import { renderTable } from "../rehearsal/table";
import { print } from "./print";
import { synthesizeAside } from "./synthesized-app";
import { TemporaryFolder } from "./temporary-folder";

/** `palisade list [environment|stack…]`: the stacks of the app in the order they are deployed. */
export async function listCommand(names: readonly string[], json: boolean, signal: AbortSignal): Promise<void> {
  const folder = new TemporaryFolder();
  try {
    const stacks = selectStacks(await synthesizeAside(folder, names, signal), names);
    if (json) {
      print(
        JSON.stringify(
          stacks.map(({ name, resources, after, reads }) => ({ name, resources, after, reads })),
          null,
          2,
        ),
      );
      return;
    }
    print(
      renderTable(
        [{ title: "stack" }, { title: "resources", align: "right" }, { title: "comes after" }],
        stacks.map((stack) => [stack.name, String(stack.resources), stack.after.join(", ")]),
      ),
    );
  } finally {
    folder.remove();
  }
}
