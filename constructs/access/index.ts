export { RunAs } from "./run-as";
export { SessionManager } from "./session-manager";
export { SESSION_ENDPOINTS } from "./session-manager-checks";
export type {
  SecondFactor,
  SessionArchive,
  SessionGrant,
  SessionManagerProps,
  SessionWay,
} from "./session-manager-props";
