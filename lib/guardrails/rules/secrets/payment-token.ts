import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const paymentToken = guardrail({
  id: "secrets/payment-token",
  title: "No key of a payment service stands in a stack",
  severity: "critical",
  why: "The key moves money.",
  fix: "name the secret that holds it",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Stripe's documentation of API keys",
  subject: "stack",
  check: (stack) => noneOf(stack, "payment-token"),
  examples: () =>
    secretExamples("payment-token", {
      "a key that may be shown": `pk_live_${"a1b2c3d4".repeat(3)}`,
      "a placeholder": `sk_live_${"x".repeat(24)}`,
    }),
});
