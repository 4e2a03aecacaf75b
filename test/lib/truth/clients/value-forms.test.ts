import type { FlagForm } from "../../../../lib/catalogue/clients/flag-list";
import { wantedForm } from "../../../../lib/truth/clients/value-forms";

/** What geth v1.17.8 read and what it refused, asked with `geth --flag=value version`. */
const ASKED: readonly (readonly [form: FlagForm, read: readonly string[], refused: readonly string[]])[] = [
  [
    "int",
    ["0", "10", "-1", "+5", "010", "0x10", "0X1F", "0b11", "0o17", "0_7", "1_000"],
    ["lots", "", "1e3", "1.5", "08", "0x", "_1", "10s", " 1", "--1"],
  ],
  ["uint", ["0", "10", "0x10", "1_000"], ["-1", "+5", "lots", "1.5", ""]],
  [
    "float",
    ["0", "-1", "1.5", "5.", ".5", "1e3", "Inf", "-inf", "NaN", "0x1p-2", "1_0"],
    ["x", "", "1e", "1.5.5", "0b11"],
  ],
  ["duration", ["0", "10s", "1.5h30m", "-1.5m", "1µs"], ["10", "1d", "1 s", "10S", "1s2", "", "lots"]],
];

const cases = (which: 1 | 2) => ASKED.flatMap((asked) => asked[which].map((value) => [value, asked[0]] as const));

test.each(cases(1))("%j is read as %s", (value, form) => expect(wantedForm(value, form)).toBeUndefined());
test.each(cases(2))("%j is not read as %s", (value, form) =>
  expect(wantedForm(value, form)).toEqual(expect.any(String)),
);
