/** A table whose columns can be sorted by: its headings become buttons. */

import { el } from "../dom.ts";

const ORDERS = ["ascending", "descending", null] as const;

/** Each press goes on from up to down to the order the table came in. Empty cells stay last. Returns what undoes it. */
export function makeSortable(table: HTMLTableElement, language: string): () => void {
  const body = table.tBodies[0];
  const rows = [...(body?.rows ?? [])];
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const { compare } = new Intl.Collator(language, { numeric: true });
  // A column of days says them as numbers; whoever has none there counts as empty.
  const numbered = heads.map((_, column) => rows.some(row => row.cells[column]?.dataset.sort));
  const textOf = ({ cells }: HTMLTableRowElement, column: number): string => {
    const cell = cells[column];
    return (numbered[column] ? cell?.dataset.sort : cell?.textContent.trim()) ?? "";
  };
  const put = (sorted: readonly HTMLTableRowElement[]): void => body?.append(...sorted);
  const clear = (): void => {
    for (const head of heads) head.removeAttribute("aria-sort");
  };
  const sort = (head: HTMLTableCellElement, column: number): void => {
    const order = ORDERS[(ORDERS.indexOf(head.ariaSort as "ascending") + 1) % ORDERS.length] ?? null;
    clear();
    if (order === null) {
      put(rows);
      return;
    }
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    put(
      [...rows].sort((a, b) => {
        const [one, other] = [textOf(a, column), textOf(b, column)];
        if (one === "" || other === "") return Number(one === "") - Number(other === "");
        return sign * compare(one, other);
      }),
    );
  };
  for (const [column, head] of heads.entries()) {
    const button = el("button", { type: "button", class: "sort" }, ...head.childNodes);
    button.addEventListener("click", () => sort(head, column));
    head.replaceChildren(button);
  }
  return () => {
    clear();
    put(rows);
    for (const head of heads) head.replaceChildren(...(head.querySelector(".sort")?.childNodes ?? []));
  };
}
