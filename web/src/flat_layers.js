// Two layers of deck.gl for many small things: discs, and thin lines. Both draw plain vertices. Deck.gl's own layers draw
// one instance of a square per disc or line, which takes minutes for a million of them without a graphics card.
import { Layer, project32 } from "@deck.gl/core";
import { Model } from "@luma.gl/engine";

/** Uniforms of a layer: one block of that name, floats only. */
function uniformsOf(name, names) {
  const block = `layout(std140) uniform ${name}Uniforms {\n${names.map((one) => `  float ${one};`).join("\n")}\n} ${name};\n`;
  return { name, vs: block, fs: block, source: "", uniformTypes: Object.fromEntries(names.map((one) => [one, "f32"])) };
}

class FlatLayer extends Layer {
  static layerName = "FlatLayer";

  getShaders() {
    const { vs, fs, uniforms } = this.constructor;
    return super.getShaders({ vs, fs, modules: [project32, uniforms] });
  }

  initializeState() {
    this.getAttributeManager().add(this.constructor.attributes);
    this.state.model = new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: this.getAttributeManager().getBufferLayouts({ isInstanced: false }),
      topology: this.constructor.topology,
      isInstanced: false,
    });
  }

  draw() {
    const { model } = this.state;
    const { uniforms } = this.constructor;
    const values = Object.keys(uniforms.uniformTypes).map((name) => [name, this.props[name]]);
    model.setVertexCount(this.getNumInstances());
    model.shaderInputs.setProps({ [uniforms.name]: Object.fromEntries(values) });
    model.draw(this.context.renderPass);
  }
}

/** Discs of `scale` times their radius in pixels, `least` at least; rings of a width where `ring` is above 0. */
export class DiscLayer extends FlatLayer {
  static layerName = "DiscLayer";
  static topology = "point-list";
  static uniforms = uniformsOf("disc", ["scale", "least", "ring"]);
  static defaultProps = { getPosition: null, getRadius: null, getColor: null, scale: 1, least: 0, ring: 0 };
  static attributes = {
    positions: { size: 2, accessor: "getPosition" },
    radii: { size: 1, accessor: "getRadius" },
    colors: { size: 4, type: "unorm8", accessor: "getColor" },
  };
  static vs = `#version 300 es
    in vec2 positions;
    in float radii;
    in vec4 colors;
    out vec4 tint;
    out float outer;
    out float reach;
    void main(void) {
      geometry.worldPosition = vec3(positions, 0.0);
      gl_Position = project_position_to_clipspace(vec3(positions, 0.0), vec3(0.0), vec3(0.0), geometry.position);
      outer = max(disc.least, disc.scale * radii) * project.devicePixelRatio;
      reach = outer + 0.5;
      gl_PointSize = 2.0 * reach;
      tint = colors;
    }`;
  static fs = `#version 300 es
    precision highp float;
    in vec4 tint;
    in float outer;
    in float reach;
    out vec4 fragColor;
    void main(void) {
      float away = length(2.0 * gl_PointCoord - 1.0) * reach;
      float cover = clamp(outer + 0.5 - away, 0.0, 1.0);
      if (disc.ring > 0.0) cover *= clamp(away - outer + disc.ring + 0.5, 0.0, 1.0);
      if (cover <= 0.0) discard;
      fragColor = vec4(tint.rgb, tint.a * cover);
    }`;
}

/** Lines of `width` pixels, each as two triangles whose corners a normal pushes apart. */
export class ThreadLayer extends FlatLayer {
  static layerName = "ThreadLayer";
  static topology = "triangle-list";
  static uniforms = uniformsOf("thread", ["width", "red", "green", "blue"]);
  static defaultProps = { getPosition: null, getNormal: null, width: 1, red: 0, green: 0, blue: 0 };
  static attributes = {
    positions: { size: 2, accessor: "getPosition" },
    normals: { size: 2, accessor: "getNormal" },
  };
  static vs = `#version 300 es
    in vec2 positions;
    in vec2 normals;
    void main(void) {
      geometry.worldPosition = vec3(positions, 0.0);
      gl_Position = project_position_to_clipspace(vec3(positions, 0.0), vec3(0.0), vec3(0.0), geometry.position);
      gl_Position.xy += project_pixel_size_to_clipspace(0.5 * thread.width * vec2(normals.x, -normals.y));
    }`;
  static fs = `#version 300 es
    precision highp float;
    out vec4 fragColor;
    void main(void) {
      fragColor = vec4(thread.red, thread.green, thread.blue, 1.0);
    }`;
}
