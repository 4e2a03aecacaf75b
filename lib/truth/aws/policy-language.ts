/** Whose facts the elements and operators of policies are. */
export const POLICY_LANGUAGE = "IAM policy language 2012-10-17";

/** Where they were read. */
export const POLICY_LANGUAGE_SOURCE = "AWS IAM User Guide, JSON policy element reference";
