// In place of @protomaps/basemaps, the styles of a whole base map, of which none is drawn here.
export const namedFlavor = () => ({});
export const language_script_pairs = [];
export const get_multiline_name = () => null;
export const get_country_name = () => null;
