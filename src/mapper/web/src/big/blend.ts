/** Colours of pixels, as a canvas has them: a number each, its bytes from the lowest red, green, blue, alpha. */

const RGB = 0xffffff;

/** One colour over another (Porter and Duff 1984). */
export function over(colour: number, under: number): number {
  const above = colour >>> 24;
  const below = under >>> 24;
  if (below === 0 || above === 255) return colour;
  const left = below * (255 - above);
  // Of the same colour only the veil grows denser.
  if (((colour ^ under) & RGB) === 0) return (colour & RGB) | ((above + byte(left)) << 24);
  if (below === 255) {
    const rest = 255 - above;
    const mix = (shift: number): number =>
      byte(((colour >>> shift) & 255) * above + ((under >>> shift) & 255) * rest) << shift;
    return mix(0) | mix(8) | mix(16) | (255 << 24);
  }
  const alpha = above * 255 + left;
  const mix = (shift: number): number =>
    Math.round((((colour >>> shift) & 255) * above * 255 + ((under >>> shift) & 255) * left) / alpha) <<
    shift;
  return mix(0) | mix(8) | mix(16) | (byte(alpha) << 24);
}

/** As canvases say colours: "#rrggbb", "rgba(r, g, b, a)", or in newer spaces by parts of one. Else black. */
export function colourFrom(said: string): number {
  const hex = /^#([0-9a-f]{6})$/.exec(said)?.[1];
  if (hex) return rgba([0, 2, 4].map(from => Number.parseInt(hex.slice(from, from + 2), 16)));
  const parts = said.match(/[\s(,][\d.]+(e-?\d+)?/g) ?? [];
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts.map(part => Number(part.slice(1)));
  const unit = said.startsWith("rgb") ? 1 : 255;
  return rgba(
    [red, green, blue].map(value => value * unit),
    alpha,
  );
}

function rgba(parts: readonly number[], alpha = 1): number {
  const colour = [...parts, alpha * 255].map(part => Math.max(0, Math.min(255, Math.round(part))));
  return colour.reduce((sum, part, i) => sum | (part << (8 * i)), 0);
}

/** A colour, so much of it as `opacity` (0 to 1) lets through. */
export function veiled(colour: number, opacity: number): number {
  return (colour & RGB) | (Math.round((colour >>> 24) * opacity) << 24);
}

/** A product of two bytes as a byte: divided by 255 and rounded. */
function byte(product: number): number {
  const more = product + 128;
  return (more + (more >> 8)) >> 8;
}
