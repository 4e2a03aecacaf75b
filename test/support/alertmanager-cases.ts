const RECEIVERS = [
  { name: "pager", pagerduty_configs: [{ routing_key: "key", severity: "critical", timeout: "10s" }] },
  {
    name: "chat",
    slack_configs: [
      {
        api_url: "https://chat.example.org/hook",
        channel: "#alerts",
        send_resolved: true,
        title: '{{ template "title" . }}',
        fields: [{ title: "a", value: "b", short: true }],
      },
    ],
  },
];

const receiver = (kind: string, entry: unknown) => ({
  route: { receiver: "it" },
  receivers: [{ name: "it", [`${kind}_configs`]: [entry] }],
});
const WEB = "https://hooks.example.org/x";

/** Configurations that Alertmanager reads. */
export const ACCEPTED_CONFIGURATIONS = {
  "a tree of routes": {
    global: { resolve_timeout: "5m", smtp_smarthost: "mail.example.org:587", smtp_from: "a@example.org" },
    route: {
      receiver: "chat",
      group_by: ["namespace", "alertname"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "4h",
      routes: [
        { receiver: "pager", matchers: ['severity="critical"'], continue: true },
        { receiver: "chat", matchers: ["team=~ops|node"], mute_time_intervals: ["nights"], group_by: ["..."] },
      ],
    },
    inhibit_rules: [
      { source_matchers: ["severity = critical"], target_matchers: ["severity =~ warning|info"], equal: ["namespace"] },
    ],
    receivers: RECEIVERS,
    time_intervals: [
      {
        name: "nights",
        time_intervals: [
          {
            times: [{ start_time: "22:00", end_time: "24:00" }],
            weekdays: ["monday:friday"],
            location: "Europe/Berlin",
          },
        ],
      },
    ],
    templates: ["/etc/alertmanager/*.tmpl"],
  },
  "a receiver that does nothing": { route: { receiver: "none" }, receivers: [{ name: "none" }] },
  "a webhook": receiver("webhook", {
    url: WEB,
    max_alerts: 5,
    http_config: { authorization: { type: "Bearer", credentials: "x" }, tls_config: { insecure_skip_verify: false } },
  }),
  mail: receiver("email", { to: "a@example.org", from: "b@example.org", smarthost: "mail:25", require_tls: true }),
  "incident.io": receiver("incidentio", { url: WEB, alert_source_token: "x" }),
  Opsgenie: receiver("opsgenie", { api_key: "x", responders: [{ name: "ops", type: "team" }], details: { a: "b" } }),
  Discord: receiver("discord", { webhook_url: WEB, title: "x" }),
  Telegram: receiver("telegram", { bot_token: "x", chat_id: -100, parse_mode: "HTML" }),
  Jira: receiver("jira", { api_url: WEB, project: "OPS", issue_type: "Bug", summary: "x", labels: ["a"] }),
  Teams: receiver("msteamsv2", { webhook_url: WEB, text: "x" }),
  Mattermost: receiver("mattermost", { webhook_url: WEB, text: "x", attachments: [{ text: "y" }] }),
  Webex: receiver("webex", { room_id: "x", http_config: { authorization: { credentials: "x" } } }),
  Pushover: receiver("pushover", { user_key: "x", token: "y", retry: "1m", html: true }),
  SNS: receiver("sns", { topic_arn: "arn:aws:sns:eu-central-1:1:x", sigv4: { region: "eu-central-1" } }),
  VictorOps: receiver("victorops", { api_key: "x", routing_key: "y", custom_fields: { a: "b" } }),
  WeChat: receiver("wechat", { api_secret: "x", corp_id: "y", to_user: "z" }),
  "Rocket.Chat": receiver("rocketchat", { token_id: "x", token: "y", channel: "z" }),
};

const TREE = ACCEPTED_CONFIGURATIONS["a tree of routes"];
const withRoute = (change: object) => ({ ...TREE, route: { ...TREE.route, ...change } });
const [PAGER, CHAT] = RECEIVERS;

/** Configurations that Alertmanager refuses. */
export const REFUSED_CONFIGURATIONS = {
  "a receiver that does not exist": withRoute({ routes: [{ receiver: "pagerr" }] }),
  "a misspelt key of a receiver": {
    ...TREE,
    receivers: [PAGER, { name: "chat", slack_configs: [{ api_url: "https://chat.example.org", chanel: "#a" }] }],
  },
  "a misspelt key of a route": withRoute({ group_bye: ["a"] }),
  "a receiver of a kind that does not exist": { ...TREE, receivers: [...RECEIVERS, { name: "x", slak_configs: [] }] },
  "two receivers of one name": { ...TREE, receivers: [PAGER, CHAT, CHAT] },
  "no route": { receivers: RECEIVERS },
  "a first route without a receiver": { ...TREE, route: { routes: [] } },
  "a first route with matchers": withRoute({ matchers: ['a="b"'] }),
  "a first route that goes on": withRoute({ continue: true }),
  "a time interval that does not exist": withRoute({ routes: [{ mute_time_intervals: ["days"] }] }),
  "a duration that is none": withRoute({ group_wait: "30 seconds" }),
  "a repeat interval of nought": withRoute({ repeat_interval: "0s" }),
  "a matcher that is none": withRoute({ routes: [{ matchers: ["severity critical"] }] }),
  "a matcher with a broken pattern": withRoute({ routes: [{ matchers: ['severity=~"("'] }] }),
  "a label twice in group_by": withRoute({ group_by: ["a", "a"] }),
  "all labels and one more": withRoute({ group_by: ["...", "a"] }),
  "an address without a scheme": receiver("webhook", { url: "hooks.example.org" }),
  "mail to nobody": receiver("email", { from: "b@example.org", smarthost: "mail:25" }),
  "a text where a number is wanted": receiver("webhook", { url: WEB, max_alerts: "five" }),
  "a project that is missing": receiver("jira", { api_url: WEB, issue_type: "Bug" }),
};

/** Matchers that Alertmanager reads. */
export const ACCEPTED_MATCHERS: readonly string[] = [
  "a=b",
  'a="b"',
  "a = b",
  'a=~"b|c"',
  "a!~b.*",
  '{a="b", c!="d"}',
  'a="b",c="d"',
  'a="b, c"',
  '"a.b"="c"',
  'a=""',
  "a=",
  "a=b c",
  "ä=b",
  "a==b=",
  '{a="b"',
];

/** Matchers that Alertmanager refuses. */
export const REFUSED_MATCHERS: readonly string[] = ["a", "=b", "a b", 'a="b', 'a=~"("', "a!b", 'a="b" c="d"'];
