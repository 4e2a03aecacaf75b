/** Who asks about pods before they start, and who looks at what they do. */
export interface GuardEntry {
  /**
   * Program that the API server asks about every pod. What breaks a rule meets what the environment's guardrails say.
   */
  readonly admission: "kyverno" | "gatekeeper";
  /** Program that sees what is run on the nodes, with rules for what holds keys. Falco tells Alertmanager, too. */
  readonly detection: "falco" | "tetragon";
}
