// Pointer and keyboard on the map. Dragging and scrolling are deck.gl's.

const CLICK = 5; // pixels that a click may wander

export function listenToPointer(map, { point, pick, leave }) {
  let down = null;
  const at = (event) => {
    const { left, top } = map.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  map.addEventListener("pointerdown", (event) => (down = at(event)), true);
  map.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") event.buttons ? leave() : point(at(event));
  });
  map.addEventListener("pointerleave", leave);
  map.addEventListener("click", (event) => {
    const [left, top] = at(event);
    if (down && Math.hypot(left - down[0], top - down[1]) <= CLICK) pick([left, top]);
  });
}

const STEP = 80; // pixels of an arrow key

export function listenToKeys(map, page) {
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  map.addEventListener("keydown", (event) => {
    const { view } = page;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (move) page.fly({ x: view.x + (move[0] * STEP) / view.scale, y: view.y + (move[1] * STEP) / view.scale, zoom: view.zoom });
    else if (event.key === "+" || event.key === "=") page.fly(view.zoomedBy(0.5));
    else if (event.key === "-") page.fly(view.zoomedBy(-0.5));
    else if (event.key === "0") page.fly(view.home);
    else if (event.key === "Enter") page.pickAt([view.width / 2, view.height / 2]);
    else if (event.key === "Escape") page.release();
    else return;
    event.preventDefault();
  });
}
