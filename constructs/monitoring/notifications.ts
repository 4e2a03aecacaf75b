/** Where alerts go once they fire. */
export class Notifications {
  /**
   * To the receivers of an Alertmanager configuration that stands in a Kubernetes Secret under the key
   * `alertmanager.yaml`. Receivers hold tokens, so they never pass through Terraform.
   */
  public static fromSecret(secretName: string): Notifications {
    return new Notifications(secretName);
  }

  /** Nowhere: alerts are seen in Prometheus and Grafana only. For a machine of one's own. */
  public static nowhere(): Notifications {
    return new Notifications(undefined);
  }

  private constructor(
    /** Name of the Secret; undefined when alerts go nowhere. */
    public readonly secretName: string | undefined,
  ) {}
}
