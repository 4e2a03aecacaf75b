/** How many times a block may stand. */
export interface ItemCount {
  /** @default - as the binding says: one when required */
  readonly min_items?: number;
  /** @default - as the binding says: one, or no bound */
  readonly max_items?: number;
}

/**
 * Block counts above one, which a binding does not hold, by type and block path. From the real schemas of aws 6.25.0,
 * kubernetes 2.38.0 and github 6.9.0; compared with them in a test. Types without an entry accept any number.
 */
export const ITEM_COUNTS: Readonly<Record<string, Readonly<Record<string, ItemCount>>>> = {
  aws_cloudfront_distribution: { "origin_group.member": { min_items: 2 } },
  aws_codepipeline: { stage: { min_items: 2 } },
  aws_efs_file_system: { lifecycle_policy: { max_items: 3 } },
  aws_eks_node_group: { taint: { max_items: 50 } },
  aws_lb_listener: { "default_action.forward.target_group": { max_items: 5 } },
  aws_lb_listener_rule: { "action.forward.target_group": { max_items: 5 } },
  aws_msk_replicator: { kafka_cluster: { min_items: 2 } },
  aws_route53_resolver_endpoint: { ip_address: { min_items: 2 } },
  kubernetes_endpoint_slice_v1: { endpoint: { max_items: 1000 }, port: { max_items: 100 } },
  github_repository_environment: { reviewers: { max_items: 6 } },
};
