/** The archive as a file of the reader's: chosen at the layer's row, or dropped on the page. */

import { button, el } from "../dom.ts";

const ENDING = ".pmtiles";

/** A button that asks for the file. */
export function chooser(label: string, take: (file: File) => void): Node[] {
  const input = el("input", { type: "file", accept: ENDING, hidden: true });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) take(file);
    // The same file, mended, may be chosen again.
    input.value = "";
  });
  return [button(label, "button tiled-open", () => input.click()), input];
}

/** Takes archives out of what is dropped on the page; the other files go on to whatever else takes some. */
export function takeDropped(page: Document, take: (files: readonly File[]) => void): void {
  const drop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    const isOne = (file: File): boolean => file.name.toLowerCase().endsWith(ENDING);
    const [own, others] = [files.filter(isOne), files.filter(file => !isOne(file))];
    if (own.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(own);
    if (others.length === 0) return;
    const dataTransfer = new DataTransfer();
    for (const file of others) dataTransfer.items.add(file);
    const again = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
    event.target?.dispatchEvent(again);
  };
  page.addEventListener("drop", drop, true);
}
