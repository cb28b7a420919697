/** The viewer for a notebook: with the whole of Leaflet, for whatever folium adds to the map. */

import * as L from "leaflet";
import "./main.ts";
import "./rest.ts";
import "./told.ts";

// Markers that others add to this map must not ask for pictures beside the page.
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({
  iconUrl:
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 25 41'%3E%3Cpath d='M12.5 41C9 29 0 22 0 12.5a12.5 12.5 0 0 1 25 0C25 22 16 29 12.5 41Z' fill='%230a4d8c'/%3E%3C/svg%3E",
  iconRetinaUrl: "",
  shadowUrl: "",
});
