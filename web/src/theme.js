// Colours of the drawing, light and dark; those of texts and panels are in style.css.

const LIGHT = {
  dark: false,
  water: "#e4ebef",
  land: "#fafaf7",
  coast: "#c9d0d4",
  border: "#ffffff",
  chosen: "#1f2933",
  ink: "#1f2933",
  halo: "rgba(255,255,255,0.88)",
  ring: "#1f2933",
  area: 0.3,
};
const DARK = {
  dark: true,
  water: "#12171c",
  land: "#1d242b",
  coast: "#3a444d",
  border: "#12171c",
  chosen: "#f2f5f7",
  ink: "#eef2f5",
  halo: "rgba(18,23,28,0.85)",
  ring: "#ffffff",
  area: 0.42,
};

/** The scheme that the reader's system asks for, now and whenever it changes. */
export function watchTheme(changed) {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", () => changed(query.matches ? DARK : LIGHT));
  return query.matches ? DARK : LIGHT;
}

export function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** A territory's colour as it stands on the ground: dark ones are lifted where the ground is dark. */
export function shade(hex, theme) {
  const color = rgb(hex);
  if (!theme.dark) return color;
  const light = 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2];
  const lift = Math.max(0, Math.min(0.45, (150 - light) / 220));
  return color.map((part) => Math.round(part + (255 - part) * lift));
}

export function css(color) {
  return `rgb(${color.join(",")})`;
}
