import { provide } from "./provide";
import { record } from "./run-record";
import { ToolFault } from "./tool-fault";
import { isToolName, TOOLS } from "./tool-table";

/**
 * A process that provides the tools named by its arguments, one after the other, and records what became of them. In
 * processes of their own two tools are made at the same time, as every recipe waits for the commands it runs.
 */
for (const name of process.argv.slice(2).filter(isToolName)) {
  try {
    const provision = provide(name, TOOLS[name]);
    record(name, provision, false);
    if (provision.fresh) process.stderr.write(`  ${name} ${provision.version}: ${provision.seconds} s\n`);
  } catch (fault) {
    if (!(fault instanceof ToolFault)) throw fault;
    record(name, fault.message, false);
    process.stderr.write(`  ${fault.message}\n`);
  }
}
