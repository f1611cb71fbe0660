// Tens of thousands of points on a canvas: drawn, moved, zoomed, pointed at, and caught in a lasso.

const CELLS = 96;
const NEAR_PX = 8;
const CLICK_PX = 4;
const FRAME = 0.04;

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
    const [left, bottom] = this.#cell(x - reach, y - reach);
    const [right, top] = this.#cell(x + reach, y + reach);
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

/**
 * The map on `canvas`. `hear` has what it calls: hover(place or -1, pixel), open(place), ground(x, y), lasso(places).
 */
export class Ground {
  #pointers = new Map();
  #frame = 0;

  constructor(canvas, hear) {
    this.canvas = canvas;
    this.hear = hear;
    this.marked = null;
    this.lassoing = false;
    this.polygon = null;
    this.pin = null;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    canvas.addEventListener("pointercancel", (event) => this.#pointers.delete(event.pointerId));
    canvas.addEventListener("pointerleave", () => hear.hover(-1));
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.#key(event));
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(canvas);
  }

  close() {
    this.observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /** Shows points: `colours` has one of the `palette` for each. */
  show(x, y, colours, palette) {
    const other = x !== this.x;
    Object.assign(this, { x, y, colours, palette });
    if (other) {
      this.grid = new Grid(x, y);
      this.whole();
    }
    this.draw();
  }

  /** The whole map into view. */
  whole() {
    const [[left, right], [bottom, top]] = this.grid.box;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.scale = (1 - 2 * FRAME) * Math.min(width / (right - left || 1), height / (top - bottom || 1));
    this.centre = [(left + right) / 2, (bottom + top) / 2];
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
    this.canvas.width = this.canvas.clientWidth * ratio;
    this.canvas.height = this.canvas.clientHeight * ratio;
    if (this.grid) this.whole();
  }

  #paint() {
    if (!this.grid || !this.canvas.width) return;
    const ratio = devicePixelRatio || 1;
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { clientWidth: width, clientHeight: height } = this.canvas;
    context.clearRect(0, 0, width, height);
    const size = Math.max(1.5, Math.min(5, 260 / Math.sqrt(this.x.length) + 0.02 * this.scale));
    const dots = new Map();
    for (let i = 0; i < this.x.length; i++) {
      const px = width / 2 + (this.x[i] - this.centre[0]) * this.scale;
      const py = height / 2 - (this.y[i] - this.centre[1]) * this.scale;
      if (px < -size || py < -size || px > width + size || py > height + size) continue;
      const key = this.marked && !this.marked.has(i) ? -1 : this.colours[i];
      if (!dots.has(key)) dots.set(key, []);
      dots.get(key).push(px, py);
    }
    for (const [key, at] of [...dots].sort(([a], [b]) => a - b)) {
      context.fillStyle = key < 0 ? this.palette.rest : this.palette.colours[key];
      context.globalAlpha = key < 0 ? 0.35 : 0.85;
      for (let i = 0; i < at.length; i += 2) context.fillRect(at[i] - size / 2, at[i + 1] - size / 2, size, size);
    }
    context.globalAlpha = 1;
    if (this.polygon) this.#outline(context);
    if (this.pin) this.#cross(context);
  }

  #outline(context) {
    context.beginPath();
    for (const [x, y] of this.polygon) context.lineTo(...this.pixel(x, y));
    context.closePath();
    context.strokeStyle = this.palette.ink;
    context.setLineDash([5, 4]);
    context.stroke();
    context.setLineDash([]);
  }

  #cross(context) {
    const [px, py] = this.pixel(...this.pin);
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(px, py, 6, 0, 2 * Math.PI);
    context.stroke();
    context.lineWidth = 1;
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
      this.hear.hover(this.grid.nearest(...this.place(...at), NEAR_PX / this.scale), at);
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
      if (!still && polygon.length > 2) this.hear.lasso(this.#caught(polygon));
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
  }

  /** Zooms by `factor` about a pixel, that of the middle without one. */
  zoom(factor, pixel = [this.canvas.clientWidth / 2, this.canvas.clientHeight / 2]) {
    const before = this.place(...pixel);
    this.scale *= factor;
    const after = this.place(...pixel);
    this.centre = [this.centre[0] + before[0] - after[0], this.centre[1] + before[1] - after[1]];
    this.draw();
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
    else return;
    event.preventDefault();
    this.draw();
  }
}
