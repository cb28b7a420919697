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

/** A colour, so much of it as `opacity` (0 to 1) lets through. */
export function veiled(colour: number, opacity: number): number {
  return (colour & RGB) | (Math.round((colour >>> 24) * opacity) << 24);
}

/** A product of two bytes as a byte: divided by 255 and rounded. */
function byte(product: number): number {
  const more = product + 128;
  return (more + (more >> 8)) >> 8;
}
