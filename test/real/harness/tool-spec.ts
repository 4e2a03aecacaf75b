/** A program built from its source, in a Go module of our own: `go install` refuses modules that replace others. */
export interface GoTool {
  readonly from: "Go";
  /** Go package of the program. */
  readonly goPackage: string;
  /** Exact version, as the Go module proxy knows it. */
  readonly version: string;
  /** Modules that the program's own `go.mod` replaces, each with `module@version`. @default - none */
  readonly replace?: Readonly<Record<string, string>>;
  /**
   * A module that requires others at `v0.0.0`, because they live in its own repository. They are published under a
   * version of their own.
   * @default - none
   */
  readonly staging?: { readonly of: string; readonly version: string };
  /** Variables of the program set by the linker, such as the version it reports. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
  /** Programs with the same word are built one after the other, since they share most of their source. @default - none */
  readonly family?: string;
}

/** A folder of a Go module, for the files in it. */
export interface GoFolder {
  readonly from: "Go module";
  readonly goModule: string;
  /** Exact version, as the Go module proxy knows it. */
  readonly version: string;
  /** Folder inside of the module. */
  readonly folder: string;
}

/** A program of the machine's own distribution, Debian or one made from it. Its version is what that has. */
export interface DebianTool {
  readonly from: "Debian";
  readonly debianPackage: string;
  /** Path inside of the package, from the root of the file system. */
  readonly program: string;
  /** Whether one that is installed already will do. @default false: the path may have another distributor's */
  readonly orInstalled?: boolean;
}

/** A package of Python with everything it needs. */
export interface PythonTool {
  readonly from: "PyPI";
  readonly pythonPackage: string;
  readonly version: string;
  /** File beside the harness with the exact version of everything the package needs. @default - it needs nothing */
  readonly constraints?: string;
  /** Module that is its program, or folder for its files. */
  readonly provides: { readonly module: string } | { readonly folder: string };
}

/** How a real program is had. */
export type ToolSpec = GoTool | GoFolder | DebianTool | PythonTool;

/** Where it comes from, with the package's name: for the table at the end. */
export function originOf(spec: ToolSpec): string {
  switch (spec.from) {
    case "Go":
      return `Go ${spec.goPackage}`;
    case "Go module":
      return `Go ${spec.goModule}, folder ${spec.folder}`;
    case "Debian":
      return `Debian ${spec.debianPackage}`;
    case "PyPI":
      return `PyPI ${spec.pythonPackage}`;
  }
}
