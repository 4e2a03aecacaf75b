// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { platformResources } from "./platform-resources";
import { at, terraformBlock } from "./stacks";

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "eks.amazonaws.com" } }],
});

/** 36 resource types of five providers and 4 data sources, with every kind of reference. */
export function wideStack(): object {
  return {
    "//": { metadata: { backend: "s3", stackName: "wide", version: "0.21.0" } },
    terraform: terraformBlock("aws", "kubernetes", "helm", "vault", "github"),
    locals: { names: ["one", "two"], key: "${aws_kms_key.main}" },
    provider: {
      aws: [{ region: "eu-central-1" }],
      github: [{ owner: "example" }],
      vault: [{ address: "https://vault.example.org" }],
      kubernetes: [
        {
          host: "${data.aws_eks_cluster.existing.endpoint}",
          cluster_ca_certificate: "${base64decode(data.aws_eks_cluster.existing.certificate_authority[0].data)}",
          token: "${data.aws_eks_cluster_auth.existing.token}",
        },
      ],
      helm: [{ kubernetes: { host: "${aws_eks_cluster.main.endpoint}" } }],
    },
    data: {
      aws_availability_zones: { zones: { state: "available" } },
      aws_caller_identity: { me: {} },
      aws_eks_cluster: { existing: { name: "existing" } },
      aws_eks_cluster_auth: { existing: { name: "existing" } },
      aws_iam_policy_document: {
        assume: {
          statement: [
            { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }] },
          ],
        },
      },
    },
    ephemeral: {
      vault_kv_secret_v2: { password: { mount: "apps", name: "database" } },
    },
    resource: {
      aws_vpc: { main: { ...at("wide/network/vpc"), cidr_block: "10.0.0.0/16", tags: { Name: "main" } } },
      aws_subnet: {
        private: {
          for_each: '${toset(["a", "b"])}',
          vpc_id: "${aws_vpc.main.id}",
          cidr_block: '${cidrsubnet(aws_vpc.main.cidr_block, 8, each.key == "a" ? 1 : 2)}',
          availability_zone: '${data.aws_availability_zones.zones.names[each.key == "a" ? 0 : 1]}',
        },
        public: {
          count: 2,
          vpc_id: "${aws_vpc.main.id}",
          cidr_block: "${cidrsubnet(aws_vpc.main.cidr_block, 8, count.index + 10)}",
          availability_zone: "${element(data.aws_availability_zones.zones.names, count.index)}",
        },
      },
      aws_internet_gateway: { main: { vpc_id: "${aws_vpc.main.id}" } },
      aws_eip: { nat: { domain: "vpc" } },
      aws_nat_gateway: { main: { allocation_id: "${aws_eip.nat.id}", subnet_id: "${aws_subnet.public[0].id}" } },
      aws_route_table: {
        private: {
          vpc_id: "${aws_vpc.main.id}",
          route: [
            {
              cidr_block: "0.0.0.0/0",
              nat_gateway_id: "${aws_nat_gateway.main.id}",
              carrier_gateway_id: null,
              core_network_arn: null,
              destination_prefix_list_id: null,
              egress_only_gateway_id: null,
              gateway_id: null,
              ipv6_cidr_block: null,
              local_gateway_id: null,
              network_interface_id: null,
              transit_gateway_id: null,
              vpc_endpoint_id: null,
              vpc_peering_connection_id: null,
            },
          ],
        },
      },
      aws_route_table_association: {
        private: {
          for_each: "${aws_subnet.private}",
          route_table_id: "${aws_route_table.private.id}",
          subnet_id: "${each.value.id}",
        },
      },
      aws_security_group: {
        nodes: {
          name: "nodes",
          vpc_id: "${aws_vpc.main.id}",
          ingress: [
            {
              from_port: 443,
              to_port: 443,
              protocol: "tcp",
              cidr_blocks: ["${aws_vpc.main.cidr_block}"],
              description: "https",
              ipv6_cidr_blocks: [],
              prefix_list_ids: [],
              security_groups: [],
              self: false,
            },
          ],
        },
      },
      aws_vpc_security_group_egress_rule: {
        all: { security_group_id: "${aws_security_group.nodes.id}", ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
      },
      aws_kms_key: {
        main: {
          ...at("wide/keys/main"),
          description: "main",
          enable_key_rotation: true,
          lifecycle: { prevent_destroy: true },
        },
      },
      aws_kms_alias: { main: { name: "alias/main", target_key_id: "${local.key.key_id}" } },
      aws_s3_bucket: { logs: { bucket_prefix: "logs-" } },
      aws_s3_bucket_versioning: {
        logs: { bucket: "${aws_s3_bucket.logs.id}", versioning_configuration: { status: "Enabled" } },
      },
      aws_s3_bucket_server_side_encryption_configuration: {
        logs: {
          bucket: "${aws_s3_bucket.logs.bucket}",
          rule: [
            {
              apply_server_side_encryption_by_default: {
                kms_master_key_id: "${aws_kms_key.main.arn}",
                sse_algorithm: "aws:kms",
              },
            },
          ],
        },
      },
      aws_iam_role: {
        cluster: { name: "cluster", assume_role_policy: POLICY },
        node: {
          name: "node-${data.aws_caller_identity.me.account_id}",
          assume_role_policy: "${data.aws_iam_policy_document.assume.json}",
        },
      },
      aws_iam_role_policy_attachment: {
        node: { role: "${aws_iam_role.node.name}", policy_arn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
      },
      aws_cloudwatch_log_group: {
        cluster: { name: "/eks/main", retention_in_days: 30, kms_key_id: "${aws_kms_key.main.arn}" },
      },
      aws_eks_cluster: {
        main: {
          ...at("wide/cluster/main"),
          name: "main",
          role_arn: "${aws_iam_role.cluster.arn}",
          version: "1.34",
          vpc_config: { subnet_ids: "${[for s in aws_subnet.private : s.id]}", endpoint_private_access: true },
          encryption_config: { resources: ["secrets"], provider: { key_arn: "${aws_kms_key.main.arn}" } },
          depends_on: ["aws_iam_role_policy_attachment.node"],
        },
      },
      aws_eks_node_group: {
        main: {
          cluster_name: "${aws_eks_cluster.main.name}",
          node_role_arn: "${aws_iam_role.node.arn}",
          subnet_ids: "${aws_subnet.public[*].id}",
          scaling_config: { desired_size: 2, max_size: 3, min_size: 2 },
        },
      },
      aws_eks_addon: { dns: { cluster_name: "${aws_eks_cluster.main.name}", addon_name: "coredns" } },
      aws_db_subnet_group: { main: { name: "main", subnet_ids: "${values(aws_subnet.private)[*].id}" } },
      aws_db_instance: {
        main: {
          identifier: "main",
          instance_class: "db.t4g.micro",
          allocated_storage: 20,
          engine: "postgres",
          username: "palisade",
          password_wo: '${ephemeral.vault_kv_secret_v2.password.data["password"]}',
          password_wo_version: 1,
          db_subnet_group_name: "${aws_db_subnet_group.main.name}",
          skip_final_snapshot: true,
        },
      },
      aws_wafv2_web_acl: {
        main: {
          name: "main",
          scope: "REGIONAL",
          default_action: { allow: {} },
          visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "main", sampled_requests_enabled: true },
          rule: [
            {
              name: "rate",
              priority: 1,
              action: { block: {} },
              statement: { rate_based_statement: { limit: 1000, aggregate_key_type: "IP" } },
              visibility_config: {
                cloudwatch_metrics_enabled: true,
                metric_name: "rate",
                sampled_requests_enabled: true,
              },
            },
          ],
        },
      },
      aws_acm_certificate: { main: { domain_name: "rpc.example.org", validation_method: "DNS" } },
      aws_route53_zone: { main: { name: "example.org" } },
      aws_route53_record: {
        validation: {
          zone_id: "${aws_route53_zone.main.zone_id}",
          name: "${tolist(aws_acm_certificate.main.domain_validation_options)[0].resource_record_name}",
          type: "CNAME",
          ttl: 60,
          records: ["${tolist(aws_acm_certificate.main.domain_validation_options)[0].resource_record_value}"],
        },
      },
      ...platformResources(),
      terraform_data: { marker: { input: "${aws_vpc.main.id}" } },
    },
    output: {
      vpc_id: { value: "${aws_vpc.main.id}" },
      subnets: { value: "${[for s in aws_subnet.private : s.arn]}" },
    },
  };
}
