// Tens of thousands of points on a canvas: drawn, moved, zoomed, pointed at, and caught in a lasso.

const CELLS = 96;
const NEAR_PX = 8;
const CLICK_PX = 4;
const FRAME = 0.04;

/** How far it can be zoomed out and in, as shares of the whole map in view. */
const ZOOM = [0.5, 5000];

/** Of a dot: where many lie on one another, their colours mix. */
const OPACITY = 0.6;

/** Points with their places in cells, so that what is near is found without looking at all of them. */
class Grid {
  constructor(x, y) {
    [this.x, this.y] = [x, y];
    this.box = [extent(x), extent(y)];
    this.cells = new Map();
    for (let i = 0; i < x.length; i++) {
      const key = this.#key(...this.#cell(x[i], y[i]));
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(i);
    }
  }

  #cell(x, y) {
    const place = (value, [least, most]) => Math.floor((CELLS * (value - least)) / (most - least || 1));
    return [place(x, this.box[0]), place(y, this.box[1])];
  }

  #key(column, row) {
    return column * 100_000 + row;
  }

  /** The nearest point within `reach`; -1 where there is none. */
  nearest(x, y, reach) {
    const within = (cell) => Math.min(Math.max(cell, 0), CELLS);
    const [left, bottom] = this.#cell(x - reach, y - reach).map(within);
    const [right, top] = this.#cell(x + reach, y + reach).map(within);
    let best = -1;
    let least = reach * reach;
    for (let column = left; column <= right; column++) {
      for (let row = bottom; row <= top; row++) {
        for (const i of this.cells.get(this.#key(column, row)) ?? []) {
          const distance = (this.x[i] - x) ** 2 + (this.y[i] - y) ** 2;
          if (distance < least) [best, least] = [i, distance];
        }
      }
    }
    return best;
  }
}

function extent(values) {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** Whether (x, y) lies in the polygon, by the rule of odd crossings. */
export function inside(polygon, x, y) {
  let odd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i];
    const [xj, yj] = polygon[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}

/** A step by which one comes to every place of a ring, far from the one before. */
function stride(size) {
  const common = (a, b) => (b ? common(b, a % b) : a);
  let step = Math.max(1, Math.round(size * 0.618));
  while (common(step, size) > 1) step++;
  return step;
}

/** Red, green and blue of colours as style sheets write them. */
function channels(colours) {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  return colours.map((colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
  });
}

/** The pixels of a disc in an image of this width: how far each lies from the middle one, and what share of it is covered. */
function disc(diameter, width) {
  const reach = Math.ceil(diameter / 2);
  const away = [];
  const covered = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const share = Math.max(0, Math.min(1, diameter / 2 + 0.5 - Math.hypot(x, y)));
      if (share > 0.03) {
        away.push(4 * (y * width + x));
        covered.push(share);
      }
    }
  }
  return { reach, away: Int32Array.from(away), covered };
}

/**
 * The map on `canvas`. `hear` has what it calls: hover(place or -1, pixel), open(place), ground(x, y), lasso(places).
 * Points are drawn into an image of our own: fifty thousand are too many for a canvas that draws them one by one.
 */
export class Ground {
  #pointers = new Map();
  #frame = 0;
  #image = null;
  #stale = true;

  constructor(canvas, hear) {
    this.canvas = canvas;
    this.hear = hear;
    this.lassoing = false;
    this.polygon = null;
    this.lasso = null;
    this.pin = null;
    this.hot = -1;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    canvas.addEventListener("pointercancel", (event) => this.#pointers.delete(event.pointerId));
    canvas.addEventListener("pointerleave", () => this.#hover(-1));
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.#key(event));
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(canvas);
  }

  close() {
    this.observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /**
   * Shows points: `colours` has one of the `palette` for each, `faint` whether it stands back; a palette has `colours`,
   * `paper`, `rest` and `ink`.
   */
  show({ x, y, colours, faint, palette }) {
    const other = x !== this.x;
    Object.assign(this, { x, y, colours, faint, palette });
    [this.paper, this.rest, ...this.paints] = channels([palette.paper, palette.rest, ...palette.colours]);
    this.order = this.#inOrder();
    if (other) {
      this.grid = new Grid(x, y);
      this.whole();
    }
    this.#stale = true;
    this.draw();
  }

  /** Faint ones lie below, then those of the first colour; the others are mixed, in whatever order the corpus has them. */
  #inOrder() {
    const layers = [[], [], []];
    const step = stride(this.x.length);
    for (let n = 0, i = 0; n < this.x.length; n++, i = (i + step) % this.x.length) {
      layers[this.faint[i] ? 0 : this.colours[i] === 0 ? 1 : 2].push(i);
    }
    return Uint32Array.from(layers.flat());
  }

  /** Pixels a unit with the whole map in view. */
  get #wholeScale() {
    const [[left, right], [bottom, top]] = this.grid.box;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return (1 - 2 * FRAME) * Math.min(width / (right - left || 1), height / (top - bottom || 1));
  }

  /** The whole map into view. */
  whole() {
    const [[left, right], [bottom, top]] = this.grid.box;
    this.scale = this.#wholeScale;
    this.centre = [(left + right) / 2, (bottom + top) / 2];
    this.#changed();
  }

  #changed() {
    this.#stale = true;
    this.draw();
  }

  /** Draws at the next frame. */
  draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  }

  pixel(x, y) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return [width / 2 + (x - this.centre[0]) * this.scale, height / 2 - (y - this.centre[1]) * this.scale];
  }

  place(px, py) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return [this.centre[0] + (px - width / 2) / this.scale, this.centre[1] - (py - height / 2) / this.scale];
  }

  #resize() {
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    this.#image = null;
    if (this.grid) this.whole();
  }

  #paint() {
    const { width, height } = this.canvas;
    if (!this.grid || !width || !height) return;
    const ratio = devicePixelRatio || 1;
    const context = this.canvas.getContext("2d", { alpha: false });
    if (!this.#image) {
      this.#image = context.createImageData(width, height);
      this.#stale = true;
    }
    if (this.#stale) this.#dots(ratio);
    this.#stale = false;
    context.putImageData(this.#image, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.polygon ?? this.lasso) this.#outline(context, this.polygon ?? this.lasso);
    if (this.pin) this.#ring(context, this.pin, 6);
    if (this.hot >= 0) this.#ring(context, [this.x[this.hot], this.y[this.hot]], 4.5);
  }

  /** All points into the image: each pixel goes towards the colour by how much of it a dot covers. */
  #dots(ratio) {
    const { data, width, height } = this.#image;
    const bytes = new Uint8Array(data.buffer);
    const [red, green, blue] = this.paper;
    new Uint32Array(data.buffer).fill(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
    const size = Math.max(2, Math.min(7, 460 / Math.sqrt(this.x.length) + 0.02 * this.scale));
    const { reach, away, covered } = disc(size * ratio, width);
    const firm = Int32Array.from(covered, (share) => 256 * OPACITY * share);
    const pale = Int32Array.from(covered, (share) => 64 * OPACITY * share);
    const scale = this.scale * ratio;
    const left = width / 2 - this.centre[0] * scale;
    const top = height / 2 + this.centre[1] * scale;
    for (let n = 0; n < this.order.length; n++) {
      const i = this.order[n];
      const px = Math.round(left + this.x[i] * scale);
      const py = Math.round(top - this.y[i] * scale);
      if (px < reach || py < reach || px >= width - reach || py >= height - reach) continue;
      const faint = this.faint[i];
      const paint = faint ? this.rest : this.paints[this.colours[i]];
      const shares = faint ? pale : firm;
      const r = paint[0];
      const g = paint[1];
      const b = paint[2];
      const middle = 4 * (py * width + px);
      for (let p = 0; p < away.length; p++) {
        const k = middle + away[p];
        const share = shares[p];
        bytes[k] += ((r - bytes[k]) * share) >> 8;
        bytes[k + 1] += ((g - bytes[k + 1]) * share) >> 8;
        bytes[k + 2] += ((b - bytes[k + 2]) * share) >> 8;
      }
    }
  }

  #outline(context, polygon) {
    context.beginPath();
    for (const [x, y] of polygon) context.lineTo(...this.pixel(x, y));
    context.closePath();
    context.strokeStyle = this.palette.ink;
    context.setLineDash([5, 4]);
    context.stroke();
    context.setLineDash([]);
  }

  #ring(context, place, radius) {
    const [px, py] = this.pixel(...place);
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(px, py, radius, 0, 2 * Math.PI);
    context.stroke();
    context.lineWidth = 1;
  }

  #hover(place, at) {
    if (place !== this.hot) {
      this.hot = place;
      this.draw();
    }
    this.hear.hover(place, at);
  }

  #at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    const at = this.#at(event);
    this.#pointers.set(event.pointerId, { from: at, at });
    if (this.#pointers.size === 1 && (this.lassoing || event.shiftKey)) this.polygon = [this.place(...at)];
  }

  #move(event) {
    const at = this.#at(event);
    const pointer = this.#pointers.get(event.pointerId);
    if (!pointer) {
      if (!this.grid) return;
      this.#hover(this.grid.nearest(...this.place(...at), NEAR_PX / this.scale), at);
      return;
    }
    if (this.polygon) {
      this.polygon.push(this.place(...at));
    } else if (this.#pointers.size === 1) {
      this.#shift(at[0] - pointer.at[0], at[1] - pointer.at[1]);
    } else {
      const other = [...this.#pointers.values()].find((each) => each !== pointer).at;
      const apart = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]) || 1;
      this.zoom(apart(at) / apart(pointer.at), [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2]);
    }
    pointer.at = at;
    this.draw();
  }

  #up(event) {
    const pointer = this.#pointers.get(event.pointerId);
    this.#pointers.delete(event.pointerId);
    if (!pointer || !this.grid) return;
    const still = Math.hypot(pointer.at[0] - pointer.from[0], pointer.at[1] - pointer.from[1]) < CLICK_PX;
    if (this.polygon) {
      const { polygon } = this;
      this.polygon = null;
      if (!still && polygon.length > 2) {
        this.lasso = polygon;
        this.hear.lasso(this.#caught(polygon));
      }
    } else if (still) {
      const [x, y] = this.place(...pointer.at);
      const near = this.grid.nearest(x, y, NEAR_PX / this.scale);
      if (near >= 0) this.hear.open(near);
      else this.hear.ground(x, y);
    }
    this.draw();
  }

  #caught(polygon) {
    const places = [];
    for (let i = 0; i < this.x.length; i++) if (inside(polygon, this.x[i], this.y[i])) places.push(i);
    return places;
  }

  #shift(right, down) {
    this.centre = [this.centre[0] - right / this.scale, this.centre[1] + down / this.scale];
    this.#changed();
  }

  /** Zooms by `factor` about a pixel, that of the middle without one. */
  zoom(factor, pixel = [this.canvas.clientWidth / 2, this.canvas.clientHeight / 2]) {
    const before = this.place(...pixel);
    const [least, most] = ZOOM.map((share) => share * this.#wholeScale);
    this.scale = Math.min(Math.max(this.scale * factor, least), most);
    const after = this.place(...pixel);
    this.centre = [this.centre[0] + before[0] - after[0], this.centre[1] + before[1] - after[1]];
    this.#changed();
  }

  #wheel(event) {
    event.preventDefault();
    if (this.grid) this.zoom(Math.exp(-event.deltaY / 400), this.#at(event));
  }

  #key(event) {
    if (!this.grid) return;
    const step = 60;
    const shifts = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (shifts[event.key]) this.#shift(...shifts[event.key]);
    else if (event.key === "+" || event.key === "=") this.zoom(1.3);
    else if (event.key === "-") this.zoom(1 / 1.3);
    else if (event.key === "0") this.whole();
    else if (event.key === "Enter") this.hear.ground(...this.centre);
    else return;
    event.preventDefault();
    this.draw();
  }
}
