/** Elements made without HTML text: whatever comes from data is only ever a text node or an attribute's value. */

export type Child = Node | string | null | undefined | false;
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const SVG = "http://www.w3.org/2000/svg";

export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, children);
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** true is an attribute without a value; false, null and undefined are none. */
function fill<Made extends Element>(element: Made, attributes: Attributes, children: Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A drawing of the page's symbol sheet, by its id without "s-". */
export function symbol(name: string, className = "symbol"): SVGSVGElement {
  return svg(
    "svg",
    { class: className, viewBox: "-14 -14 28 28", "aria-hidden": "true", focusable: "false" },
    svg("use", { href: `#s-${name}` }),
  );
}

/** An icon of the interface. */
export function icon(name: string): SVGSVGElement {
  return symbol(`ui-${name}`, "icon");
}

/** A button with an icon and, seen or only heard, its name. */
export function iconButton(
  name: string,
  label: string,
  className: string,
  press: () => void,
): HTMLButtonElement {
  const button = el(
    "button",
    { type: "button", class: className, "aria-label": label, title: label },
    icon(name),
  );
  button.addEventListener("click", press);
  return button;
}

export function button(label: string, className: string, press: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", class: className }, label);
  made.addEventListener("click", press);
  return made;
}

/** Has it a place on the screen? What stands in a part that is not shown has none, and takes no focus. */
export function isSeen(element: Element): boolean {
  return element.getClientRects().length > 0;
}

/** Is there a drawing of this name in the page's symbol sheet? */
export function hasSymbol(name: string): boolean {
  return document.getElementById(`s-${name}`) !== null;
}
