import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";

/** Types of databases that AWS backs up itself. */
export const DATABASES = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];

/** Arguments that name the database that another one copies. */
const ORIGINS = ["replicate_source_db", "replication_source_identifier"];

/** Whether a database is a copy that follows another, which is the one that is backed up. */
export function isReplica({ config }: ResourceView): boolean {
  return ORIGINS.some((name) => {
    const origin = read(config, [name]);
    return origin.state === "unknown" || (origin.state === "known" && origin.value !== "");
  });
}
