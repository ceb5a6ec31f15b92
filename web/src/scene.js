// The drawing on the graphics card: ground, areas, accounts. Labels and marks lie above it, see overlay.js.
import { Deck, OrthographicView } from "@deck.gl/core";
import { SolidPolygonLayer } from "@deck.gl/layers";
import { DiscLayer, ThreadLayer } from "./flat_layers.js";
import { sidesOf } from "./shapes.js";
import { rgb } from "./theme.js";

const QUIET = { pickable: false, parameters: { depthCompare: "always", depthWriteEnabled: false } };
const POLYGONS = { ...QUIET, getPolygon: (d) => d, positionFormat: "XY", filled: true, extruded: false, material: false };

function threads(id, { count, corners, normals }, color, width) {
  const [red, green, blue] = rgb(color).map((part) => part / 255);
  const attributes = { getPosition: { value: corners, size: 2 }, getNormal: { value: normals, size: 2 } };
  return new ThreadLayer({ ...QUIET, id, data: data(count, attributes), width, red, green, blue });
}

function discs(id, { count, positions, radii, colors }, { scale, least, ring = 0 }) {
  const attributes = {
    getPosition: { value: positions, size: 2 },
    getRadius: { value: radii, size: 1 },
    getColor: { value: colors, size: 4, normalized: true },
  };
  return new DiscLayer({ ...QUIET, id, data: data(count, attributes), scale, least, ring });
}

const known = new WeakMap();

/** The same object for the same arrays, so that deck.gl sees what did not change. */
function data(length, attributes) {
  const values = Object.values(attributes).map(({ value }) => value);
  const last = known.get(values[0]);
  if (last && values.every((value, k) => value === last.values[k])) return last.data;
  const made = { length, attributes };
  known.set(values[0], { values, data: made });
  return made;
}

export class Scene {
  /**
   * @param parent element that the canvas fills
   * @param view   what is on the screen; the scene changes it as the reader drags and scrolls
   * @param drawn  called after every drawing
   */
  constructor(parent, view, { moved, drawn, failed }) {
    this.view = view;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.deck = new Deck({
      parent,
      views: new OrthographicView({ id: "map", flipY: true }),
      controller: { dragRotate: false, touchRotate: false, keyboard: false, inertia: calm ? 0 : 250, scrollZoom: { speed: 0.01, smooth: !calm } },
      viewState: this.viewState(),
      onViewStateChange: ({ viewState }) => {
        view.set({ x: viewState.target[0], y: viewState.target[1], zoom: viewState.zoom });
        moved();
      },
      onAfterRender: drawn,
      onError: (error) => failed(error),
      getCursor: ({ isDragging }) => (isDragging ? "grabbing" : "default"),
      layers: [],
    });
  }

  viewState() {
    const { x, y, zoom } = this.view;
    return { target: [x, y, 0], zoom, minZoom: -40, maxZoom: 40 };
  }

  /** Draws a state: see main.js. */
  draw({ ground, accounts, side, theme, radius, ring, moved, areas }) {
    const layers = [
      ...groundLayers(ground, theme),
      new SolidPolygonLayer({
        ...POLYGONS,
        id: `areas-${side.label}`,
        data: side.polygons,
        getFillColor: (d) => areas[d.territory],
        updateTriggers: { getFillColor: [areas] },
      }),
      threads(`borders-${side.label}`, (side.borders ??= sidesOf(side.polygons)), theme.border, 1.6),
      discs("accounts", accounts, { scale: radius, least: 0.6 }),
      discs("moved", moved, { scale: radius, least: 1.5, ring }),
    ];
    this.deck.setProps({ layers, viewState: this.viewState() });
  }
}

/** Countries, their borders, and states within them; the same objects again while the theme stays. */
function groundLayers(ground, theme) {
  return [
    new SolidPolygonLayer({
      ...POLYGONS,
      id: "ground",
      data: ground.polygons,
      getFillColor: rgb(theme.land),
      updateTriggers: { getFillColor: [theme] },
    }),
    threads("states", ground.states, theme.coast, 0.6),
    threads("coast", ground.coast, theme.coast, 1.1),
  ];
}
