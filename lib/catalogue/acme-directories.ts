/** Directory of Let's Encrypt (letsencrypt.org, "ACME Protocol Updates"). */
export const LETS_ENCRYPT_PRODUCTION = "https://acme-v02.api.letsencrypt.org/directory";

/** Its directory for trials, whose certificates nobody trusts (letsencrypt.org, "Staging Environment"). */
export const LETS_ENCRYPT_STAGING = "https://acme-staging-v02.api.letsencrypt.org/directory";
