// The page's own script: inflates the program and starts it. Its policy names the hashes of both, and no others run.
import { bytesOf, inflate } from "./unpack.js";

async function start() {
  const { textContent: packed, dataset } = document.getElementById("program");
  const script = document.createElement("script");
  script.textContent = new TextDecoder().decode(await inflate(bytesOf(packed).subarray(0, dataset.bytes)));
  document.body.append(script);
}

start().catch((error) => {
  const note = document.getElementById("note");
  note.textContent = `This browser cannot show the map (${error.message}). Current versions of Chrome, Edge, Firefox and Safari can.`;
  note.hidden = false;
});
