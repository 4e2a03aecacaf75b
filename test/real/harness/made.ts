/** What a recipe put into its folder. */
export interface Made {
  /** Path of the program, or of the files, inside of the folder; absolute for one that was on the machine already. */
  readonly program: string;
  /** The version it has, without a leading `v`. */
  readonly version: string;
}
