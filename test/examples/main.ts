import { synthesizeOrExplain } from "cdktf-palisade/core";
import { ChainStack } from "./team-stack";

synthesizeOrExplain({ outputDirectory: process.env["CDKTF_OUTDIR"] ?? "cdktf.out" }, (app) => {
  new ChainStack(app, "chain");
});
