import type { JsonRecord } from "../../../core/json";
import { type ExampleResources, exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { expectAt, read } from "../../values";
import { PASS } from "../../verdict";

export const openApi = guardrail({
  id: "network/open-api",
  title: "Every method of an API asks who is calling",
  severity: "medium",
  why: "An API without authorization hands everyone on the internet to the program behind it.",
  fix: "set an authorizer, IAM authorization or an API key; preflight requests need none",
  controls: { soc2: ["CC6.6"], nist: ["AC-3"] },
  aliases: ["CKV_AWS_59", "CKV_AWS_309", "AWS-0004"],
  subject: "resource",
  types: ["aws_api_gateway_method", "aws_apigatewayv2_route"],
  check: ofMade((resource) => {
    const { type, config } = resource;
    if (config["api_key_required"] === true) return PASS;
    if (type === "aws_api_gateway_method") {
      if (config["http_method"] === "OPTIONS" || isPrivate(resource)) return undefined;
      return expectAt(config, "authorization").notToBe("NONE", "fail");
    }
    const route = String(config["route_key"]);
    // Who opens a socket is asked once, when it is opened.
    if (route.startsWith("OPTIONS ") || (isOfSocket(resource) && route !== "$connect")) return undefined;
    return expectAt(config, "authorization_type").notToBe("NONE", "fail");
  }),
  examples: () => {
    const method = (says: string, more: JsonRecord, others: ExampleResources = {}) =>
      exampleOf(
        says,
        "aws_api_gateway_method",
        { rest_api_id: "$" + "{aws_api_gateway_rest_api.it.id}", http_method: "POST", authorization: "NONE", ...more },
        others,
      );
    const restApi = (type: string) => ({
      aws_api_gateway_rest_api: { it: { endpoint_configuration: { types: [type] } } },
    });
    const route = (says: string, more: JsonRecord, protocol = "HTTP") =>
      exampleOf(
        says,
        "aws_apigatewayv2_route",
        { api_id: "$" + "{aws_apigatewayv2_api.it.id}", route_key: "POST /rpc", ...more },
        { aws_apigatewayv2_api: { it: { protocol_type: protocol } } },
      );
    return {
      pass: [
        method("a method with an authorizer", { authorization: "CUSTOM" }),
        method("a method with a key", { api_key_required: true }),
        route("a route with IAM", { authorization_type: "AWS_IAM" }),
        route("the opening of a socket", { route_key: "$connect", authorization_type: "CUSTOM" }, "WEBSOCKET"),
      ],
      fail: [
        method("an open method", {}),
        method("a method that says nothing", { authorization: null }),
        method("an open method of a public API", {}, restApi("REGIONAL")),
        route("a route that says nothing", {}),
        route("an open route", { authorization_type: "NONE" }),
        route("an open socket", { route_key: "$connect" }, "WEBSOCKET"),
        route("a route of an API of another stack", { api_id: "$" + "{var.api}" }),
        route("every other route", { route_key: "$default" }),
      ],
      unknown: [
        method("who decides later", { authorization: "$" + "{var.auth}" }),
        route("the same of a route", { authorization_type: "$" + "{var.auth}" }),
      ],
      notApplicable: [
        method("a preflight request", { http_method: "OPTIONS" }),
        method("a method of a private API", {}, restApi("PRIVATE")),
        route("a preflight request of a route", { route_key: "OPTIONS /rpc" }),
        route("a message on a socket", { route_key: "$default" }, "WEBSOCKET"),
      ],
    };
  },
});

function isPrivate({ stack, raw }: ResourceView): boolean {
  return stack.references.from(raw["rest_api_id"]).some(({ config }) => {
    const type = read(config, ["endpoint_configuration", "types", 0]);
    return type.state === "known" && type.value === "PRIVATE";
  });
}

function isOfSocket({ stack, raw }: ResourceView): boolean {
  return stack.references.from(raw["api_id"]).some(({ config }) => config["protocol_type"] === "WEBSOCKET");
}
