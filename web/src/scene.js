// The drawing on the graphics card: ground, areas, accounts. Labels and marks lie above it, see overlay.js.
import { Deck, OrthographicView } from "@deck.gl/core";
import { LineLayer, ScatterplotLayer, SolidPolygonLayer } from "@deck.gl/layers";
import { sidesOf } from "./shapes.js";
import { rgb } from "./theme.js";

const QUIET = { pickable: false, parameters: { depthCompare: "always", depthWriteEnabled: false } };
const POLYGONS = { ...QUIET, getPolygon: (d) => d, positionFormat: "XY", filled: true, extruded: false };

/** Sides of rings as thin lines. (Deck.gl's PathLayer, with joints that no one sees, takes seconds to compile without a
 * graphics card.) */
function lines(id, ends, color, width, theme) {
  const stride = 4 * Float32Array.BYTES_PER_ELEMENT;
  return new LineLayer({
    ...QUIET,
    id,
    data: {
      length: ends.length / 4,
      attributes: {
        getSourcePosition: { value: ends, size: 2, stride },
        getTargetPosition: { value: ends, size: 2, stride, offset: stride / 2 },
      },
    },
    widthUnits: "pixels",
    getColor: color,
    getWidth: width,
    updateTriggers: { getColor: [theme] },
  });
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
  draw({ ground, accounts, side, theme, colors, radii, radius, ring, moved, areas }) {
    const layers = [
      ...groundLayers(ground, theme),
      new SolidPolygonLayer({
        ...POLYGONS,
        id: `areas-${side.label}`,
        data: side.polygons,
        getFillColor: (d) => areas[d.territory],
        updateTriggers: { getFillColor: [areas] },
      }),
      lines(`borders-${side.label}`, (side.borders ??= sidesOf(side.polygons)), rgb(theme.border), 1.6, theme),
      new ScatterplotLayer({
        ...QUIET,
        id: "accounts",
        data: {
          length: accounts.count,
          attributes: {
            getPosition: { value: accounts.positions, size: 2 },
            getRadius: { value: radii, size: 1 },
            getFillColor: { value: colors, size: 4, normalized: true },
          },
        },
        radiusUnits: "pixels",
        radiusScale: radius,
        radiusMinPixels: 0.6,
        stroked: false,
        antialiasing: accounts.count < 300_000,
      }),
      new ScatterplotLayer({
        ...QUIET,
        id: "moved",
        visible: moved.count > 0,
        data: { length: moved.count, attributes: { getPosition: { value: moved.positions, size: 2 }, getRadius: { value: moved.radii, size: 1 } } },
        radiusUnits: "pixels",
        radiusScale: radius,
        radiusMinPixels: 1.5,
        filled: false,
        stroked: true,
        lineWidthUnits: "pixels",
        getLineWidth: ring,
        getLineColor: [...rgb(theme.ring), 190],
        updateTriggers: { getLineColor: [theme], getLineWidth: [ring] },
      }),
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
    lines("states", ground.states, rgb(theme.coast), 0.6, theme),
    lines("coast", ground.coast, rgb(theme.coast), 1.1, theme),
  ];
}
