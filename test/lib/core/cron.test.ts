import { isCronSchedule } from "../../../lib/core/cron";

describe("a cron schedule", () => {
  test.each([
    "* * * * *",
    "*/5 * * * *",
    "0 6 * * 1-5",
    "0,30 0-23/2 1,15 jan-mar MON",
    "5/15 * ? * 0",
    "59 23 31 12 6",
    " 0  3 * * * ",
    "@daily",
  ])("%j is one", (text) => {
    expect(isCronSchedule(text)).toBe(true);
  });

  test.each([
    "",
    "daily",
    "@reboot",
    "@every 1h",
    "0 6 * *",
    "0 6 * * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * * 13 *",
    "* * * * 7",
    "* * * * FUN",
    "5-1 * * * *",
    "*/0 * * * *",
    "1,,2 * * * *",
    "-1 * * * *",
    "CRON_TZ=UTC 0 6 * * *",
  ])("%j is none", (text) => {
    expect(isCronSchedule(text)).toBe(false);
  });
});
