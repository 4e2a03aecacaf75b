import { iamPolicy, serviceTrust } from "../../../lib/render/iam-policy";

describe("an IAM policy", () => {
  it("allows unless it says otherwise, and leaves out what was left out", () => {
    expect(
      JSON.parse(iamPolicy([{ sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] }])),
    ).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::a/*"] }],
    });
  });

  it("keeps principals, refusals and conditions", () => {
    const [statement] = JSON.parse(
      iamPolicy([
        {
          sid: "Refuse",
          effect: "Deny",
          principals: "*",
          actions: ["s3:*"],
          resources: ["*"],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    ).Statement;
    expect(statement).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("trusts one service, and only under its conditions", () => {
    const [statement] = JSON.parse(
      serviceTrust("ec2.amazonaws.com", { StringEquals: { "aws:SourceAccount": "123456789012" } }),
    ).Statement;
    expect(statement).toMatchObject({
      Principal: { Service: ["ec2.amazonaws.com"] },
      Action: ["sts:AssumeRole"],
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    });
    expect(statement.Resource).toBeUndefined();
  });
});
