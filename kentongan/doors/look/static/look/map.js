// <kentongan-map src="points.geojson" label="…">list for everybody</kentongan-map>
// Loads Leaflet only when the map comes into view. Draws outlines and posts without any
// tiles. The list inside stays below the map, so that nothing is only on the map.
const RADIUS = 7;
const MANY = 120; // beyond, points shrink so that they do not cover each other
const MARKS = { good: "good", warn: "warn", bad: "bad", wait: "wait", off: "off" };

class KentonganMap extends HTMLElement {
  connectedCallback() {
    this.seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.seen.disconnect();
      this.#draw().catch(() => this.canvas?.remove());
    }, { rootMargin: "200px" });
    this.seen.observe(this);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.repaint = () => this.#paint();
    this.scheme.addEventListener("change", this.repaint);
    this.themes = new MutationObserver(this.repaint);
    this.themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  disconnectedCallback() {
    this.seen.disconnect();
    this.themes.disconnect();
    this.scheme.removeEventListener("change", this.repaint);
    this.map?.remove();
  }

  async #draw() {
    const [{ default: L }, shapes] = await Promise.all([
      import("leaflet"),
      fetch(this.getAttribute("src"), { credentials: "same-origin" }).then((answer) => {
        if (!answer.ok) throw new Error(`map ${answer.status}`);
        return answer.json();
      }),
      this.#sheet(),
    ]);
    this.canvas = document.createElement("div");
    this.canvas.className = "map-canvas";
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", this.getAttribute("label") ?? "");
    this.prepend(this.canvas);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(this.canvas, {
      preferCanvas: true,
      zoomAnimation: !still,
      fadeAnimation: !still,
      scrollWheelZoom: false,
    });
    this.map.attributionControl.setPrefix(false);
    this.canvas.addEventListener("focusin", () => this.map.scrollWheelZoom.enable());
    const tiles = this.getAttribute("tiles");
    const credit = this.getAttribute("attribution") ?? "";
    if (tiles) L.tileLayer(tiles, { attribution: credit }).addTo(this.map);
    else if (credit) this.map.attributionControl.addAttribution(credit);
    const points = shapes.features.filter(({ geometry }) => geometry.type === "Point");
    this.many = points.length > MANY;
    this.layer = L.geoJSON(shapes, {
      style: (feature) => this.#style(feature),
      pointToLayer: (feature, at) => L.circleMarker(at),
      onEachFeature: (feature, layer) => {
        if (feature.properties?.name) layer.bindPopup(() => this.#card(feature.properties));
      },
    }).addTo(this.map);
    this.layer.eachLayer((layer) => {
      if (layer.feature.geometry.type !== "Point") layer.bringToBack();
    });
    this.#aim();
    this.dispatchEvent(new CustomEvent("map:drawn", { bubbles: true }));
  }

  #sheet() {
    if (document.querySelector("link[data-leaflet]")) return null;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.dataset.leaflet = "";
    link.href = new URL("vendor/leaflet.css", import.meta.url).href;
    return new Promise((done) => {
      link.onload = done;
      link.onerror = done;
      document.head.prepend(link);
    });
  }

  #aim() {
    const centre = this.getAttribute("center")?.split(",").map(Number);
    const bounds = this.#near();
    if (centre) this.map.setView([centre[1], centre[0]], Number(this.getAttribute("zoom") ?? 14));
    else if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [24, 24], maxZoom: 16 });
    else this.map.setView([-2.5, 118], 4);
  }

  // What is theirs fills the view; grey neighbours are only there for orientation.
  #near() {
    let near = null;
    this.layer.eachLayer((layer) => {
      if (layer.feature.properties?.state === "other") return;
      const own = layer.getBounds?.() ?? layer.getLatLng().toBounds(1000);
      near = near ? near.extend(own) : own;
    });
    return near ?? this.layer.getBounds();
  }

  #token(name) {
    return getComputedStyle(this).getPropertyValue(`--${name}`).trim();
  }

  #style(feature) {
    const point = feature.geometry.type === "Point";
    return point ? this.#point(feature) : this.#outline(feature);
  }

  #outline(feature) {
    const other = feature.properties?.state === "other";
    return {
      color: this.#token(other ? "edge" : "wood"),
      weight: other ? 0.8 : 1.4,
      opacity: other ? 0.6 : 1,
      fillColor: this.#token(other ? "off-soft" : "card"),
      fillOpacity: other ? 0.5 : 0.75,
    };
  }

  #point(feature) {
    const tone = MARKS[feature.properties?.state] ?? "off";
    const scale = this.many ? 0.6 : 1;
    return {
      radius: (tone === "bad" || tone === "warn" ? RADIUS + 2 : RADIUS) * scale,
      color: this.#token("card"),
      weight: 2 * scale,
      fillColor: this.#token(tone),
      fillOpacity: 1,
    };
  }

  #paint() {
    this.layer?.setStyle((feature) => this.#style(feature));
  }

  #card({ name, url, meta }) {
    const card = document.createElement("div");
    const title = document.createElement(url ? "a" : "strong");
    title.textContent = name;
    if (url) title.href = url;
    card.append(title);
    if (meta) {
      const line = document.createElement("p");
      line.textContent = meta;
      card.append(line);
    }
    return card;
  }
}
customElements.define("kentongan-map", KentonganMap);
