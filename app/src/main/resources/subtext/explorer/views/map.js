// The training sentences in two dimensions.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { call, decodePoint, map } from "../api.js";
import { Ground } from "../ground.js";
import { state } from "../state.js";
import { empty, field, number, settled, shares, told, View } from "../view.js";
import { word } from "../words.js";

const METHODS = ["pca", "umap"];
const LISTED = 200;
const CLASSES = 8;
const SHADES = 12;
const TOPIC_WORDS = 4;

class MapView extends View {
  static properties = {
    method: { state: true }, points: { state: true }, progress: { state: true }, by: { state: true },
    marked: { state: true }, opened: { state: true }, only: { state: true }, lassoing: { state: true }, tip: { state: true }, spoken: { state: true },
  };

  #drawn = [];
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #relight = () => this.requestUpdate();

  constructor() {
    super();
    this.by = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#dark.addEventListener("change", this.#relight);
  }

  begin() {
    this.method = METHODS.find((method) => method === state.query.get("method")) ?? METHODS[0];
    this.points = this.marked = this.opened = this.only = this.spoken = this.tip = this.progress = null;
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

  willUpdate(changes) {
    super.willUpdate(changes);
    if (this.points && (changes.has("points") || changes.has("by"))) {
      this.classes = this.#isScale() ? null : this.#count(this.points[this.by]);
      this.range = this.#isScale() ? this.#outer(this.points[this.by]) : null;
    }
  }

  #isScale() {
    return this.by === "kl" || this.by === "length";
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
      this.#drawn = [];
      this.ground = new Ground(canvas, {
        hover: (place, at) => (this.tip = place < 0 ? null : { place, at }),
        open: (place) => this.#open(place),
        ground: (x, y) => state.can("decode") && this.#speak(x, y),
        lasso: (places) => (this.marked = { by: "lasso", places: this.only === null ? places : places.filter((i) => this.class[i] === this.only) }),
      });
    }
    this.ground.lassoing = Boolean(this.lassoing);
    if (this.marked?.by !== "lasso") this.ground.lasso = null;
    const pin = this.spoken ? [this.spoken.x, this.spoken.y] : null;
    if (pin?.join() !== this.ground.pin?.join()) {
      this.ground.pin = pin;
      this.ground.draw();
    }
    this.#show();
  }

  /** Tens of thousands of points are given their colours only when something changed them. */
  #show() {
    const now = [this.points, this.by, this.only, this.marked, state.light, this.#dark.matches];
    if (now.every((value, i) => value === this.#drawn[i])) return;
    this.#drawn = now;
    const { colours, palette } = this.#colours();
    this.class = colours;
    const marked = this.marked && new Set(this.marked.places);
    const faint = Uint8Array.from(colours, (own, i) => ((marked && !marked.has(i)) || (this.only !== null && own !== this.only) ? 1 : 0));
    this.ground.show({ x: this.points.x, y: this.points.y, colours, faint, palette });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#dark.removeEventListener("change", this.#relight);
    this.ground?.close();
    this.ground = null;
  }

  #style(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  /** A place in the palette for each point; classes beyond the palette share its first colour, and lie below. */
  #colours() {
    const palette = { rest: this.#style("--rest"), ink: this.#style("--ink"), paper: this.#style("--paper") };
    const values = this.points[this.by];
    if (this.classes) {
      const place = new Map(this.classes.map(({ name }, i) => [name, i < CLASSES ? i + 1 : 0]));
      palette.colours = [palette.rest, ...Array.from({ length: CLASSES }, (_, i) => this.#style(`--label-${i + 1}`))];
      return { colours: Uint8Array.from(values, (value) => place.get(value)), palette };
    }
    const [low, high] = this.range;
    palette.colours = Array.from({ length: SHADES }, (_, i) =>
      `color-mix(in oklab, ${this.#style("--accent")} ${(100 * i) / (SHADES - 1)}%, ${this.#style("--label-2")})`);
    const shade = (value) => Math.max(0, Math.min(SHADES - 1, Math.floor((SHADES * (value - low)) / (high - low || 1))));
    return { colours: Uint8Array.from(values, shade), palette };
  }

  /** The values between which colours change: all but the outer hundredths. */
  #outer(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return [sorted[Math.floor(sorted.length * 0.01)], sorted[Math.floor(sorted.length * 0.99)]];
  }

  /** The classes with their numbers of points, the most frequent first. */
  #count(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => ({ name, count }));
  }

  #seek = settled((text) => {
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

  /** A sentence in its own view; where the model has none, here, with what the model says of it. */
  async #open(place) {
    const text = this.points.text[place];
    if (state.can("decode")) return state.go("sentence", { text });
    this.failure = null;
    const opened = (this.opened = { place });
    try {
      const found = await this.#said(text);
      if (this.opened === opened) this.opened = { place, shares: found };
    } catch (error) {
      this.failure = error;
    }
  }

  /** The shares of labels, or of topics by their first words; null where the model knows neither. */
  async #said(text) {
    const model = state.model.id;
    if (state.can("classify")) return (await call("classify", { model, texts: [text] })).labelled[0].probabilities;
    if (!state.can("topics")) return null;
    const [{ documents }, { topics }] = await Promise.all([
      call("topics/documents", { model, texts: [text] }), call("topics", { model, words: TOPIC_WORDS })]);
    return Object.fromEntries(topics.map((topic) => [`${topic.number} ${topic.words.join(" ")}`, documents[0].shares[topic.number - 1]]));
  }

  #speak(x, y) {
    const { method } = this;
    this.failure = null;
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
        ${field(word("map.method"), html`<select @change=${(event) => state.go("map", { method: event.target.value })}>${METHODS.map((method) => html`<option value=${method} .selected=${live(method === this.method)}>${word("map." + method)}</option>`)}</select>`)}
        ${this.points ? this.#tools() : nothing}
      </div>
      ${this.trouble}
      ${this.points ? this.#body() : this.failure ? nothing : html`<div class="empty" role="status"><p>${word("map.computing")}</p>
        <progress max="1" value=${this.progress > 0 && this.progress < 1 ? this.progress : nothing}></progress></div>`}
    </div>`;
  }

  #tools() {
    return html`
      ${field(word("map.colour"), html`<select @change=${(event) => Object.assign(this, { by: event.target.value, only: null })}>
        ${this.#kinds(this.points).map((kind) => html`<option value=${kind} .selected=${live(kind === this.by)}>${word("map." + kind)}</option>`)}</select>`)}
      ${field(word("map.search"), html`<input type="search" @input=${(event) => this.#seek(event.target.value)}>`)}
      <button aria-pressed=${Boolean(this.lassoing)} @click=${() => (this.lassoing = !this.lassoing)}>${word("map.lasso")}</button>
      <button class="quiet" @click=${() => this.ground.whole()}>${word("map.reset")}</button>`;
  }

  #body() {
    return html`<div class=${state.can("decode") ? "ground speaks" : "ground"}>
        <canvas tabindex="0" role="application" aria-label=${word("map.canvas", number(this.points.text.length, 0)) + (state.can("decode") ? word("map.canvas.speaks") : "")} class=${this.lassoing ? "lassoing" : ""}></canvas>
        ${this.tip ? this.#tip() : nothing}
      </div>
      <aside>${this.#legend()}<div aria-live="polite">${this.#side()}</div></aside>`;
  }

  /** Beside the pointer, on the side that has more room. */
  #tip() {
    const { place, at: [x, y] } = this.tip;
    const { clientWidth: width, clientHeight: height } = this.ground.canvas;
    const across = x < width / 2 ? `left:${x}px` : `right:${width - x}px`;
    const down = y < height / 2 ? `top:${y}px` : `bottom:${height - y}px`;
    return html`<div class="tip" style="${across};${down}"><p class="said">${this.points.text[place]}</p><small>${this.#about(place)}</small></div>`;
  }

  #about(place) {
    const { label, kl, length } = this.points;
    return [label?.[place], `KL ${number(kl[place], 1)}`, `${word("map.length")} ${length[place]}`].filter(Boolean).join(" · ");
  }

  /** What the colours say; a class can be looked at alone. */
  #legend() {
    if (!this.classes) {
      const [low, high] = this.range;
      return html`<p class="legend scale"><span>${number(low, 0)}</span><i></i><span>${number(high, 0)}</span></p>`;
    }
    const shown = this.classes.slice(0, CLASSES).map((each, i) => ({ ...each, place: i + 1, colour: `--label-${i + 1}` }));
    const rest = this.classes.slice(CLASSES);
    if (rest.length) shown.push({ name: word("map.others", rest.length), count: rest.reduce((sum, each) => sum + each.count, 0), place: 0, colour: "--rest" });
    const most = Math.max(...shown.map((each) => each.count));
    return html`<ul class="legend" aria-label=${word("map.colour")}>${shown.map(({ name, count, place, colour }) => html`<li>
      <button class="quiet" aria-pressed=${this.only === place} title=${word("map.only")} @click=${() => (this.only = this.only === place ? null : place)}>
        <i style="background:var(${colour})"></i><span>${name}</span><small class="number">${number(count, 0)}</small>
        <span class="share"><span style="width:${(100 * count) / most}%;background:var(${colour})"></span></span></button></li>`)}</ul>`;
  }

  /** A sentence of a list, which can be opened. */
  #entry(place) {
    const text = this.points.text[place];
    return html`${state.can("decode") ? told(text) : html`<button class="quiet said" @click=${() => this.#open(place)}>${text}</button>`}
      <small>${this.points.label?.[place] ?? nothing}</small>`;
  }

  #opened() {
    if (!this.opened) return nothing;
    const { place, shares: found } = this.opened;
    return html`<section class="opened"><h2>${word("map.opened")}</h2><p class="said">${this.points.text[place]}</p>
      <p class="lead">${this.#about(place)}</p>${found ? shares(found) : nothing}</section>`;
  }

  #side() {
    const spoken = html`${this.#opened()}${this.spoken ? html`<section><h2>${word("map.ground")}</h2>
      <p class="big">${this.spoken.z ? told(this.spoken.text, this.spoken.z) : html`<span class="said">${this.spoken.text}</span>`}</p></section>` : nothing}`;
    if (!this.marked) {
      return html`${spoken}<p class="lead">${word(state.can("decode") ? "map.hint" : "map.hint.here")} ${word("map.hint.lasso")}</p>
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
      ${places.length ? html`<ol class="plain listed">${places.slice(0, LISTED).map((place) => html`<li>${this.#entry(place)}</li>`)}</ol>` : empty(word("map.none"))}</section>`;
  }
}
customElements.define("map-view", MapView);
