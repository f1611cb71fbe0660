// A sentence's latent: bars with sliders, what the model says there, neighbours, what each word does.
import { html, nothing } from "lit";
import { call } from "../api.js";
import { state } from "../state.js";
import { changed, field, number, settled, View } from "../view.js";
import { word } from "../words.js";
import { examples } from "./examples.js";

/** Dimensions that are shown at first. */
const SHOWN = 12;

/** Reach of a slider, in deviations of the prior. */
const REACH = 4;

const NEIGHBOURS = 6;

/** Attributes that need no labels. */
const RULES = ["length", "negation", "question", "tense"];

/** The training sentences are not here; they are still being read. */
const MISSING = 404;
const UNAVAILABLE = 503;

/** A slider is answered at once, and what is near only when it rests. */
const REST_MS = 250;

/** The numbers of an address; null where there are none. */
function vector(text) {
  try {
    const numbers = JSON.parse(text);
    return Array.isArray(numbers) && numbers.every(Number.isFinite) ? numbers : null;
  } catch {
    return null;
  }
}

class SentenceView extends View {
  static properties = {
    found: { state: true },
    z: { state: true },
    said: { state: true },
    neighbours: { state: true },
    explained: { state: true },
    all: { state: true },
    units: { state: true },
    dimension: { state: true },
    attributes: { state: true },
  };

  #decoding = null;
  #waiting = false;
  #near = settled(() => this.#findNear(), REST_MS);

  begin(model) {
    this.text = state.query.get("text") ?? examples(model)[0];
    const z = vector(state.query.get("z"));
    this.found = this.said = this.ownSaid = this.explained = this.dimension = null;
    this.neighbours = [];
    this.attributes = [];
    if (model !== this.known) {
      this.known = model;
      this.units = null;
    }
    this.#read(z?.length === model.latent ? z : null);
  }

  #read(z) {
    this.work(async (signal) => {
      const model = state.model.id;
      const { encodings } = await call("encode", { model, texts: [this.text] }, signal);
      this.found = encodings[0];
      this.own = z ?? this.found.mean;
      this.z = [...this.own];
      this.explained = null;
      this.#say();
      this.#findNear();
      if (state.model.verbs.includes("explain")) {
        this.explained = await call("explain", { model, text: this.text }, signal);
      }
      if (!this.units) this.#learn();
    });
  }

  /** What each dimension is about, as soon as the server knows. */
  #learn = settled(() => this.#ask("explain/model", {}, ({ dimensions }) => {
    this.units = new Map(dimensions.map((unit) => [unit.number - 1, unit]));
  }, () => this.#learn()), REST_MS);

  /** Asks what needs the training sentences: without them nothing is shown, and while they are read it is asked again. */
  async #ask(verb, body, use, again = () => {}) {
    if (!this.isConnected || !state.model?.verbs.includes(verb)) return;
    const model = state.model;
    try {
      const answer = await call(verb, { model: model.id, ...body });
      if (model === state.model) use(answer);
    } catch (error) {
      if (error.status === UNAVAILABLE) again();
      else if (error.status !== MISSING) this.failure = error;
    }
  }

  /** Decodes the newest z; while an answer is awaited only the last of the moves waits. */
  async #say() {
    if (this.#decoding) {
      this.#waiting = true;
      return;
    }
    const { z } = this;
    this.#decoding = call("decode", { model: state.model.id, z: [z] });
    try {
      const { sentences } = await this.#decoding;
      this.said = sentences[0].text;
      if (z.every((value, d) => value === this.own[d])) this.ownSaid = this.said;
    } catch (error) {
      this.failure = error;
    } finally {
      this.#decoding = null;
      if (this.#waiting) {
        this.#waiting = false;
        this.#say();
      }
    }
  }

  #findNear() {
    const { z } = this;
    this.#ask("neighbours", { z, count: NEIGHBOURS }, ({ neighbours }) => {
      if (z === this.z) this.neighbours = neighbours;
    }, () => this.#near());
  }

  /** Moves along an attribute's direction: 1 is as far as the mean of the sentences that have it. */
  #pull(attribute, strength) {
    const step = (strength - attribute.strength) * attribute.distance;
    this.attributes = this.attributes.map((each) => (each === attribute ? { ...each, strength } : each));
    this.#move(this.z.map((value, d) => value + step * attribute.direction[d]));
  }

  #add(name) {
    if (!name || this.attributes.some((each) => each.attribute === name)) return;
    this.#ask("explain/attribute", { attribute: name, edits: 0 }, (found) => {
      this.attributes = [...this.attributes, { ...found, strength: 0 }];
    }, () => setTimeout(() => this.#add(name), REST_MS));
  }

  #move(z) {
    this.z = z;
    this.#say();
    this.#near();
  }

  #back() {
    this.attributes = this.attributes.map((each) => ({ ...each, strength: 0 }));
    this.#move([...this.own]);
  }

  #submit(event) {
    event.preventDefault();
    state.go("sentence", { text: new FormData(event.target).get("text") });
  }

  /** Dimensions with their nats of KL, those with most first. */
  get #dimensions() {
    const { mean, log_variance: logVariance } = this.found;
    const known = new Map(this.explained?.dimensions.map((dimension) => [dimension.number - 1, dimension.kl]));
    const nats = mean.map((mu, d) => known.get(d) ?? 0.5 * (mu * mu + Math.exp(logVariance[d]) - 1 - logVariance[d]));
    return mean
      .map((mu, d) => ({ d, mean: mu, deviation: Math.exp(0.5 * logVariance[d]), nats: nats[d] }))
      .sort((a, b) => b.nats - a.nats);
  }

  render() {
    return html`<div class="page sentence">
      <form class="row" @submit=${this.#submit}>
        ${field(word("sentence.text"), html`<input class="long" name="text" required .value=${this.text ?? ""}>`)}
        <button class="main" ?disabled=${this.busy}>${word("sentence.read")}</button>
      </form>
      ${this.trouble}
      ${this.found ? this.#body() : nothing}
    </div>`;
  }

  #body() {
    const moved = this.z.some((value, d) => value !== this.own[d]);
    return html`
      ${this.found.unfamiliar ? html`<p class="warning">${word("sentence.unfamiliar")}</p>` : nothing}
      ${this.found.cut ? html`<p class="warning">${word("sentence.cut")}</p>` : nothing}
      <section class="voice">
        <h2>${word("sentence.says")}</h2>
        <p class="said big" aria-live="polite">${this.said === null ? "…" : changed(this.said, this.ownSaid)}</p>
        <div class="tools"><button class="quiet" ?disabled=${!moved} @click=${() => this.#back()}>${word("sentence.reset")}</button></div>
      </section>
      <div class="columns uneven">
        <section><h2>${word("sentence.dimensions")}</h2><p class="lead">${word("sentence.dimensions.hint")}</p>${this.#sliders()}</section>
        <div>${this.#about()} ${this.#words()} ${this.#pulls()}
          <section><h2>${word("sentence.own")}</h2><p class="said">${this.ownSaid ?? "…"}</p></section>
          ${this.neighbours.length ? html`<section><h2>${word("sentence.neighbours")}</h2><ol class="plain">
            ${this.neighbours.map((near) => html`<li><span class="number">${number(near.cosine, 3)}</span>
              <a class="said" href=${state.link("sentence", { text: near.text })}>${near.text}</a></li>`)}</ol></section>` : nothing}
        </div>
      </div>`;
  }

  #sliders() {
    const dimensions = this.#dimensions;
    const shown = this.all ? dimensions : dimensions.slice(0, SHOWN);
    const rest = dimensions.slice(SHOWN);
    const most = Math.max(...dimensions.map((each) => each.nats));
    return html`<div class="dimensions">${shown.map((each) => this.#slider(each, most))}</div>
      ${rest.length ? html`<button class="quiet" aria-expanded=${Boolean(this.all)} @click=${() => (this.all = !this.all)}>
        ${this.all ? "−" : "+"} ${word("sentence.rest", rest.length, number(rest.reduce((sum, each) => sum + each.nats, 0), 1))}</button>` : nothing}`;
  }

  #slider({ d, mean, deviation, nats }, most) {
    const at = (value) => `${(50 * (Math.max(-REACH, Math.min(REACH, value)) + REACH)) / REACH}%`;
    const [left, right] = [Math.min(0, mean), Math.max(0, mean)];
    return html`<label class="dimension">
      <button type="button" class="index" ?disabled=${!state.model.verbs.includes("explain/dimension")} title=${this.units?.get(d)?.name ?? nothing}
        aria-label=${word("sentence.about", d + 1)} @click=${(event) => {
          event.preventDefault();
          this.#ask("explain/dimension", { number: d + 1 }, (found) => (this.dimension = found));
        }}>z<sub>${d + 1}</sub></button>
      <span class="nats" title="${number(nats)} nats"><span style="width:${(100 * nats) / most}%"></span></span>
      <span class="track">
        <span class="bar" style="left:${at(left)};right:calc(100% - ${at(right)})"></span>
        <span class="whisker" style="left:${at(mean - deviation)};right:calc(100% - ${at(mean + deviation)})"></span>
        <input type="range" min=${-REACH} max=${REACH} step="0.02" .value=${String(this.z[d])} aria-label="z ${d + 1}"
          @input=${(event) => this.#move(this.z.map((value, i) => (i === d ? Number(event.target.value) : value)))}>
      </span>
      <output class="number">${number(this.z[d])}</output>
      ${state.model.verbs.includes("explain/model") ? html`<small class="named">${this.#named(d)}</small>` : nothing}
    </label>`;
  }

  /** What a dimension is about, in a few words; nothing until that is known. */
  #named(d) {
    const unit = this.units?.get(d);
    return unit ? (unit.active ? unit.name : word("sentence.dead")) : nothing;
  }

  /** What the dimension that was asked for is about. */
  #about() {
    if (!this.dimension) return nothing;
    const { number: place, name, active, words, labels, traversals } = this.dimension;
    const ends = (one) => one.map((each) => html`<span title=${number(each.correlation)}>${each.name}</span> `);
    return html`<section class="about"><h2>${word("sentence.about", place)}
        <button class="quiet" aria-label=${word("sentence.close")} @click=${() => (this.dimension = null)}>×</button></h2>
      <p class="lead">${active ? name : word("sentence.dead")}</p>
      <table><tbody>
        <tr><th scope="row">−</th><td class="said">${ends(words.low)}</td><td>${ends(labels.low.slice(0, 3))}</td></tr>
        <tr><th scope="row">+</th><td class="said">${ends(words.high)}</td><td>${ends(labels.high.slice(0, 3))}</td></tr>
      </tbody></table>
      ${traversals.slice(-1).map((traversal) => html`<ol class="plain">${traversal.steps.map((step, i) => html`<li>
        <span class="number">${number(step.value, 1)}</span><span class="said">${changed(step.text, i ? traversal.steps[i - 1].text : undefined)}</span></li>`)}</ol>`)}
    </section>`;
  }

  /** Attributes with sliders of their own. */
  #pulls() {
    if (!state.model.verbs.includes("explain/attribute")) return nothing;
    const names = [...RULES, ...state.model.labels].filter((name) => !this.attributes.some((each) => each.attribute === name));
    return html`<section><h2>${word("sentence.attributes")}</h2>
      ${this.attributes.map((each) => html`<label class="dimension pull">
        <span title=${each.says}>${each.attribute}</span>
        <span class="track"><input type="range" min="-3" max="3" step="0.05" .value=${String(each.strength)} aria-label=${each.attribute}
          @input=${(event) => this.#pull(each, Number(event.target.value))}></span>
        <output class="number">${number(each.strength)}</output>
        <small class="named">${word("sentence.probe", number(each.probe.auc))}</small></label>`)}
      <select aria-label=${word("sentence.add")} .value=${""} @change=${(event) => {
        this.#add(event.target.value);
        event.target.value = "";
      }}><option value="">${word("sentence.add")}</option>${names.map((name) => html`<option>${name}</option>`)}</select>
    </section>`;
  }

  #words() {
    if (!this.explained) return nothing;
    const { words } = this.explained.attribution;
    const most = Math.max(...words.map((each) => each.share), 1e-9);
    const effect = (each) => each.gradients ?? each.omission;
    return html`<section><h2>${word("sentence.shares")}</h2><p class="lead">${word("sentence.shares.hint")}</p>
      <p class="shaded">${words.map((each) => html`<span class=${effect(each) < 0 ? "less" : "more"} style="--share:${each.share / most}"
        title="${number(effect(each))} nats">${each.word}</span> `)}</p></section>`;
  }
}
customElements.define("sentence-view", SentenceView);
