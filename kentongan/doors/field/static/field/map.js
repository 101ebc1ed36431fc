// The map of one's own area: outlines and posts, drawn without any tiles or signal.
function sheet() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("../look/vendor/leaflet.css", import.meta.url).href;
  return new Promise((done) => {
    link.onload = done;
    link.onerror = done;
    document.head.prepend(link);
  });
}

/** Draw outlines and posts into `spot`; a tapped post is opened. */
export async function draw(spot, outlines, posts, opened) {
  const [{ default: L }] = await Promise.all([
    import("../look/vendor/leaflet.js"),
    document.querySelector('link[href$="leaflet.css"]') ? null : sheet(),
  ]);
  const token = (name) => getComputedStyle(spot).getPropertyValue(`--${name}`).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(spot, { preferCanvas: true, zoomAnimation: !still, fadeAnimation: !still });
  map.attributionControl.setPrefix(false);
  const style = { color: token("wood"), weight: 1.4, fillColor: token("card"), fillOpacity: 0.75 };
  // The view comes first: what is drawn on a map without one fails.
  const ground = L.geoJSON(outlines, { style, interactive: false });
  const placed = posts.filter((one) => one.lon !== null);
  const bounds = L.latLngBounds(placed.map((one) => [one.lat, one.lon])).extend(ground.getBounds());
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: 16, animate: false });
  else map.setView([-2.5, 118], 4);
  ground.addTo(map);
  for (const post of placed) {
    const look = { radius: 9, color: token("card"), weight: 2, fillColor: token("act"), fillOpacity: 1 };
    L.circleMarker([post.lat, post.lon], look).on("click", () => opened(post)).addTo(map);
  }
  return map;
}
