import { provideTools } from "./tools";

/** Runs once, before every test that needs a real program. */
export default provideTools;
