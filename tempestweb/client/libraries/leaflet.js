import leaflet from "leaflet";
import css from "leaflet/dist/leaflet.css";

/** The maps of the behaviour `map`: loaded when the first one is shown. */
export default { leaflet, css };
