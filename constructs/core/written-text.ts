import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** A text as it is written: cdktf holds references as placeholders until then. Only meaningful while synth runs. */
export function writtenText(scope: IConstruct, text: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const written: unknown = Tokenization.resolve(text, { scope, resolver, preparing: false });
  return String(written);
}
