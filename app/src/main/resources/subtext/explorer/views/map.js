// The training sentences in two dimensions.
import { html, nothing } from "lit";
import { decodePoint, map } from "../api.js";
import { Ground } from "../ground.js";
import { state } from "../state.js";
import { empty, field, number, settled, View } from "../view.js";
import { word } from "../words.js";

const METHODS = ["pca", "umap"];
const LISTED = 200;
const CLASSES = 8;
const SHADES = 12;

class MapView extends View {
  static properties = {
    method: { state: true }, points: { state: true }, progress: { state: true }, by: { state: true },
    marked: { state: true }, sought: { state: true }, lassoing: { state: true }, tip: { state: true }, spoken: { state: true },
  };

  constructor() {
    super();
    this.by = null;
  }

  begin() {
    this.method = METHODS.find((method) => method === state.query.get("method")) ?? METHODS[0];
    this.points = this.marked = this.spoken = this.tip = null;
    this.sought = "";
    this.#load();
  }

  #load() {
    this.progress = null;
    this.points = this.marked = this.spoken = this.tip = null;
    this.work(async (signal) => {
      const points = await map(state.model.id, this.method, (progress) => (this.progress = progress), signal);
      if (!this.#kinds(points).includes(this.by)) this.by = this.#kinds(points)[0];
      this.points = points;
    });
  }

  /** What the points can be coloured by. */
  #kinds(points) {
    return ["label", "cluster", "kl", "length"].filter((kind) => points[kind]);
  }

  updated() {
    const canvas = this.querySelector("canvas");
    if (!canvas) {
      this.ground?.close();
      this.ground = null;
      return;
    }
    if (this.ground?.canvas !== canvas) {
      this.ground?.close();
      this.ground = new Ground(canvas, {
        hover: (place, at) => (this.tip = place < 0 ? null : { place, at }),
        open: (place) => state.go("sentence", { text: this.points.text[place] }),
        ground: (x, y) => this.#speak(x, y),
        lasso: (places) => (this.marked = { by: "lasso", places }),
      });
    }
    this.ground.lassoing = Boolean(this.lassoing);
    this.ground.marked = this.marked ? new Set(this.marked.places) : null;
    this.ground.pin = this.spoken ? [this.spoken.x, this.spoken.y] : null;
    const { colours, palette } = this.#colours();
    this.ground.show(this.points.x, this.points.y, colours, palette);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.ground?.close();
  }

  #style(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  /** A place in the palette for each point; classes beyond the palette share its first colour, and lie below. */
  #colours() {
    const palette = { rest: this.#style("--rest"), ink: this.#style("--ink") };
    const values = this.points[this.by];
    if (this.by === "label" || this.by === "cluster") {
      const names = this.#classes();
      const place = new Map(names.map((name, i) => [name, i + 1]));
      palette.colours = [palette.rest, ...names.map((_, i) => this.#style(`--label-${i + 1}`))];
      return { colours: values.map((value) => place.get(value) ?? 0), palette };
    }
    const [low, high] = this.#range();
    palette.colours = Array.from({ length: SHADES }, (_, i) =>
      `color-mix(in oklab, ${this.#style("--accent")} ${(100 * i) / (SHADES - 1)}%, ${this.#style("--label-2")})`);
    const shade = (value) => Math.max(0, Math.min(SHADES - 1, Math.floor((SHADES * (value - low)) / (high - low || 1))));
    return { colours: values.map(shade), palette };
  }

  /** The values between which colours change: all but the outer hundredths. */
  #range() {
    const sorted = [...this.points[this.by]].sort((a, b) => a - b);
    return [sorted[Math.floor(sorted.length * 0.01)], sorted[Math.floor(sorted.length * 0.99)]];
  }

  /** The most frequent classes, at most as many as there are colours. */
  #classes() {
    const counts = new Map();
    for (const value of this.points[this.by]) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, CLASSES).map(([name]) => name);
  }

  #seek = settled((text) => {
    this.sought = text;
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const places = [];
    if (words.length) {
      this.points.text.forEach((sentence, i) => {
        const lower = sentence.toLowerCase();
        if (words.every((each) => lower.includes(each))) places.push(i);
      });
    }
    this.marked = words.length ? { by: "search", places } : null;
  }, 150);

  #speak(x, y) {
    const { method } = this;
    this.spoken = { x, y, text: "…" };
    decodePoint(state.model.id, method, x, y)
      .then((found) => {
        if (this.spoken?.x === x && this.spoken?.y === y) this.spoken = { ...found, x, y };
      })
      .catch((error) => {
        this.spoken = null;
        this.failure = error;
      });
  }

  render() {
    return html`<div class="map">
      <div class="row toolbar">
        ${field(word("map.method"), html`<select @change=${(event) => state.go("map", { method: event.target.value })}>${METHODS.map((method) => html`<option value=${method} ?selected=${method === this.method}>${word("map." + method)}</option>`)}</select>`)}
        ${this.points ? this.#tools() : nothing}
      </div>
      ${this.trouble}
      ${this.points ? this.#body() : this.failure ? nothing : html`<div class="empty" role="status"><p>${word("map.computing")}</p>
        <progress max="1" value=${this.progress > 0 && this.progress < 1 ? this.progress : nothing}></progress></div>`}
    </div>`;
  }

  #tools() {
    return html`
      ${field(word("map.colour"), html`<select @change=${(event) => (this.by = event.target.value)}>
        ${this.#kinds(this.points).map((kind) => html`<option value=${kind} ?selected=${kind === this.by}>${word("map." + kind)}</option>`)}</select>`)}
      ${field(word("map.search"), html`<input type="search" @input=${(event) => this.#seek(event.target.value)}>`)}
      <button aria-pressed=${Boolean(this.lassoing)} @click=${() => (this.lassoing = !this.lassoing)}>${word("map.lasso")}</button>
      <button class="quiet" @click=${() => this.ground.whole()}>${word("map.reset")}</button>`;
  }

  #body() {
    return html`<div class="ground">
        <canvas tabindex="0" role="application" aria-label=${word("map.canvas", number(this.points.text.length, 0))} class=${this.lassoing ? "lassoing" : ""}></canvas>
        ${this.tip ? html`<div class="tip" style="left:${this.tip.at[0]}px;top:${this.tip.at[1]}px"><p class="said">${this.points.text[this.tip.place]}</p>
          <small>${this.#about(this.tip.place)}</small></div>` : nothing}
        ${this.#legend()}
      </div>
      <aside aria-live="polite">${this.#side()}</aside>`;
  }

  #about(place) {
    const { label, kl, length } = this.points;
    return [label?.[place], `KL ${number(kl[place], 1)}`, `${word("map.length")} ${length[place]}`].filter(Boolean).join(" · ");
  }

  #legend() {
    if (this.by === "label" || this.by === "cluster") {
      const names = this.#classes();
      const others = new Set(this.points[this.by]).size > names.length;
      return html`<ul class="legend">${names.map((name, i) => html`<li><i style="background:var(--label-${i + 1})"></i>${name}</li>`)}
        ${others ? html`<li><i style="background:var(--rest)"></i>${word("map.other")}</li>` : nothing}</ul>`;
    }
    const [low, high] = this.#range();
    return html`<p class="legend scale"><span>${number(low, 0)}</span><i></i><span>${number(high, 0)}</span></p>`;
  }

  #side() {
    const spoken = this.spoken ? html`<section><h2>${word("map.ground")}</h2>
      <p class="said big">${this.spoken.z ? html`<a href=${state.link("sentence", { text: this.spoken.text, z: JSON.stringify(this.spoken.z) })}>${this.spoken.text}</a>` : this.spoken.text}</p></section>` : nothing;
    if (!this.marked) {
      return html`${spoken}<p class="lead">${word("map.hint")}</p>
        ${this.points.explained ? html`<p class="lead">${word("map.explained", number(100 * (this.points.explained[0] + this.points.explained[1]), 0))}</p>` : nothing}`;
    }
    const { by, places } = this.marked;
    const title = word(by === "lasso" ? "map.selected" : "map.found", number(places.length, 0));
    return html`${spoken}<section><h2>${title}</h2>
      <div class="tools">${places.length > LISTED ? html`<small>${word("map.shown", LISTED)}</small>` : nothing}
        <button class="quiet" @click=${() => {
          this.marked = null;
          this.querySelector("input[type=search]").value = "";
        }}>${word("map.clear")}</button></div>
      ${places.length ? html`<ol class="plain listed">${places.slice(0, LISTED).map((place) => html`<li>
        <a class="said" href=${state.link("sentence", { text: this.points.text[place] })}>${this.points.text[place]}</a> <small>${this.points.label?.[place] ?? nothing}</small></li>`)}</ol>` : empty(word("map.none"))}</section>`;
  }
}
customElements.define("map-view", MapView);
