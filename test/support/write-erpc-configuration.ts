import { writeFileSync } from "node:fs";
import { ERPC_CONFIGURATION_FILE } from "../../lib/truth/texts/erpc-configuration";
import { compactErpcSchema, ERPC_SCHEMA } from "./compact-erpc-schema";
import { diffableJson } from "./diffable-json";
import { readSchema } from "./shared-schemas";

/** Writes the keys of eRPC's configuration anew: `npx tsx test/support/write-erpc-configuration.ts`. */
writeFileSync(ERPC_CONFIGURATION_FILE, diffableJson(compactErpcSchema(readSchema(ERPC_SCHEMA))));
