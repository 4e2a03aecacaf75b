import { registerMatchers } from "./rehearsal-matchers";

// `import "cdktf-palisade/testing/matchers"` in a test file, or its name in jest's setupFilesAfterEnv, adds the matchers.
registerMatchers(expect);
