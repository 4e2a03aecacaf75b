import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const chatToken = guardrail({
  id: "secrets/chat-token",
  title: "No token or webhook of a chat or paging service stands in a stack",
  severity: "high",
  why: "With it a stranger reads along, or writes false alerts until nobody believes the right ones.",
  fix: "name the secret that holds it; Notifications take a Secret",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Slack's, Discord's, Telegram's and PagerDuty's documentation; gitleaks' rules on them",
  subject: "stack",
  check: (stack) => noneOf(stack, "chat-token"),
  examples: () =>
    secretExamples("chat-token", {
      "a placeholder": `xoxb-${"x".repeat(24)}`,
      "a channel": "https://example.slack.com/archives/C0123456789",
      "a routing key that is a name": ["routing_key", "orders.created.europe.west.priority"],
      "32 digits of another thing": ["image_id", "0123456789abcdef0123456789abcdef"],
    }),
});
