import type { ISecret } from "../core/secret";

/** Where alerts go once they fire. */
export class Notifications {
  /**
   * To the receivers of an Alertmanager configuration that stands in a secret under the key `alertmanager.yaml`.
   * Receivers hold tokens, so they never pass through Terraform.
   */
  public static fromSecret(secret: ISecret): Notifications {
    return new Notifications(secret);
  }

  /** Nowhere: alerts are seen in Prometheus and Grafana only. For a machine of one's own. */
  public static nowhere(): Notifications {
    return new Notifications(undefined);
  }

  private constructor(
    /** The secret; undefined when alerts go nowhere. */
    public readonly secret: ISecret | undefined,
  ) {}
}
