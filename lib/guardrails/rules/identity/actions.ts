/**
 * Actions that give whoever may take them on everything more than was meant, in small letters (source: Rhino Security
 * Labs, "AWS IAM privilege escalation methods", as salesforce/cloudsplaining 126e052 keeps them).
 */
export const ESCALATING_ACTIONS: readonly string[] = [
  ...["iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile", "iam:addusertogroup"],
  ...["iam:createpolicyversion", "iam:setdefaultpolicyversion", "iam:updateassumerolepolicy"],
  ...["iam:attachuserpolicy", "iam:attachgrouppolicy", "iam:attachrolepolicy"],
  ...["iam:putuserpolicy", "iam:putgrouppolicy", "iam:putrolepolicy"],
  ...["iam:deleterolepermissionsboundary", "iam:deleteuserpermissionsboundary", "lambda:updatefunctioncode"],
];

/** Actions that read what is worth stealing, in small letters (source: the same, data exfiltration; KMS: its key use). */
export const READING_ACTIONS: readonly string[] = [
  ...["s3:getobject", "secretsmanager:getsecretvalue", "secretsmanager:batchgetsecretvalue", "kms:decrypt"],
  ...["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath", "kms:sign"],
];

/** Actions after which keys, data or their records are gone, in small letters (source: the services' references). */
export const DESTROYING_ACTIONS: readonly string[] = [
  ...["kms:schedulekeydeletion", "kms:disablekey", "kms:deleteimportedkeymaterial", "cloudhsm:deletecluster"],
  ...["s3:deletebucket", "s3:deleteobjectversion", "secretsmanager:deletesecret", "backup:deletebackupvault"],
  ...["backup:deleterecoverypoint", "rds:deletedbcluster", "rds:deletedbinstance", "dynamodb:deletetable"],
  ...["cloudtrail:deletetrail", "cloudtrail:stoplogging", "logs:deleteloggroup", "guardduty:deletedetector"],
];
