/** What the viewer itself adds to parts of the contract: no page sends it. */

import "./payload.ts";

declare module "./payload.ts" {
  interface Feature {
    /** Column and value: what the file says of a feature of a big layer, or of one of the reader's own. */
    readonly rows?: readonly (readonly [string, string])[];
  }

  interface Layer {
    /** Added by the reader, in the browser. */
    readonly own?: true;
  }
}
