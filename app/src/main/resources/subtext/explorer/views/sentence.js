// A sentence's latent: bars with sliders, what the model says there, neighbours, what each word does.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { call } from "../api.js";
import { state } from "../state.js";
import { changed, checks, field, number, settled, shaded, told, View } from "../view.js";
import { dimensionName, word } from "../words.js";
import { examples } from "./examples.js";

/** Dimensions that are shown at first. */
const SHOWN = 12;

/** Reach of a slider, in standard deviations of the prior. */
const REACH = 4;

const NEIGHBOURS = 6;

/** Attributes that need no labels. */
const RULES = ["length", "negation", "question", "tense"];

/** The training sentences are not here; they are still being read. */
const MISSING = 404;
const UNAVAILABLE = 503;

/** A slider is answered at once, and what is near only when it rests; what is not ready is asked for again. */
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
    pulls: { state: true },
    pending: { state: true },
    offered: { state: true },
  };

  #decoding = null;
  #waiting = false;
  #near = settled(() => this.#findNear(), REST_MS);

  begin(model) {
    this.text = state.query.get("text") ?? examples(model)[0];
    const z = vector(state.query.get("z"));
    this.dimension = null;
    if (model !== this.known) {
      this.known = model;
      this.found = this.units = null;
      this.pulls = [];
      this.offered = null;
      this.pending = model.verbs.includes("explain/attribute") ? RULES : [];
    }
    this.pulls = this.pulls.map((each) => ({ ...each, strength: 0 }));
    this.#read(z?.length === model.latent ? z : null);
  }

  #read(z) {
    this.work(async (signal) => {
      const model = state.model.id;
      const { encodings } = await call("encode", { model, texts: [this.text] }, signal).catch((error) => {
        this.found = null;
        throw error;
      });
      this.found = encodings[0];
      this.said = this.ownSaid = null;
      this.neighbours = null;
      this.own = z ?? this.found.mean;
      this.z = [...this.own];
      this.explained = null;
      this.#say();
      this.#findNear();
      try {
        this.explained = await call("explain", { model, text: this.text }, signal);
      } finally {
        if (!this.units) this.#learn();
      }
    });
  }

  /** What each dimension is about, as soon as the server knows. */
  #learn = settled(() => this.#ask("explain/model", {}, ({ dimensions, attributes }) => {
    this.units = new Map(dimensions.map((unit) => [unit.number - 1, unit]));
    this.offered = attributes;
    this.pending = RULES.filter((rule) => attributes.includes(rule) && !this.pulls.some((each) => each.attribute === rule));
    this.#addRules();
  }, () => this.#learn(), () => (this.pending = [])), REST_MS);

  /** Asks what needs the training sentences: `again` while they are read; `without` where there is no answer to show. */
  async #ask(verb, body, use, again, without = () => {}) {
    const { model } = state;
    if (!this.isConnected || !state.can(verb)) return;
    try {
      const answer = await call(verb, { model: model.id, ...body });
      if (model === state.model) use(answer);
    } catch (error) {
      if (model !== state.model) return;
      if (error.status === UNAVAILABLE) return setTimeout(() => model === state.model && again(), REST_MS);
      if (error.status !== MISSING) this.failure = error;
      without();
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
    }, () => this.#near(), () => (this.neighbours = []));
  }

  /** Moves along an attribute's direction: 1 is as far as the mean of the sentences that have it. */
  #pull(attribute, strength) {
    const step = (strength - attribute.strength) * attribute.distance;
    this.pulls = this.pulls.map((each) => (each === attribute ? { ...each, strength } : each));
    this.#move(this.z.map((value, d) => value + step * attribute.direction[d]));
  }

  /** Adds an attribute, if it can be had, and goes on. */
  #add(name, then = () => {}) {
    if (!name || this.pulls.some((each) => each.attribute === name)) return;
    const settle = (found) => {
      this.pending = this.pending.filter((each) => each !== name);
      if (found) this.pulls = [...this.pulls.filter((each) => each.attribute !== name), { ...found, strength: 0 }];
      then();
    };
    this.#ask("explain/attribute", { attribute: name, edits: 0 }, settle, () => this.#add(name, then), () => settle());
  }

  /** The attributes that need no labels, one after the other; one that cannot be had is left out. */
  #addRules() {
    this.#add(this.pending[0], () => this.#addRules());
  }

  #open(dimension) {
    this.failure = null;
    this.#ask("explain/dimension", { number: dimension }, (found) => (this.dimension = found), () => this.#open(dimension));
  }

  #move(z) {
    this.failure = null;
    this.z = z;
    this.#say();
    this.#near();
  }

  #back() {
    this.pulls = this.pulls.map((each) => ({ ...each, strength: 0 }));
    this.#move([...this.own]);
  }

  #submit(event) {
    event.preventDefault();
    state.go("sentence", { text: new FormData(event.target).get("text") });
  }

  /**
   * Dimensions beside the prior, those with most nats of KL first. Until they are explained the prior is taken for the
   * standard normal distribution; where a posterior has no variance or no nats by dimension, they are null.
   */
  get #dimensions() {
    const { mean, log_variance: logVariance } = this.found;
    const explained = new Map(this.explained?.dimensions.map((dimension) => [dimension.number - 1, dimension]));
    return mean
      .map((mu, d) => {
        const known = explained.get(d);
        if (known) return { d, mean: mu, deviation: known.deviation, nats: known.kl, prior: [known.prior_mean, known.prior_deviation] };
        const log = logVariance[d];
        const normal = log !== undefined;
        return { d, mean: mu, deviation: normal ? Math.exp(0.5 * log) : null, nats: normal ? 0.5 * (mu * mu + Math.exp(log) - 1 - log) : null, prior: [0, 1] };
      })
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
        <section><h2>${word("sentence.dimensions")}</h2>${this.#sliders()}</section>
        <div>${this.#about()} ${this.#words()} ${this.#pulls()}
          <section><h2>${word("sentence.own")}</h2><p class="said">${this.ownSaid ?? "…"}</p></section>
          ${this.#nearest()}
        </div>
      </div>`;
  }

  /** Their room is kept while they are looked for. */
  #nearest() {
    if (!state.model.verbs.includes("neighbours")) return nothing;
    const shown = this.neighbours ?? Array(NEIGHBOURS).fill(null);
    return shown.length ? html`<section><h2>${word("sentence.neighbours")}</h2><ol class="plain" aria-busy=${!this.neighbours}>
      ${shown.map((near) => (near ? html`<li><span class="number">${number(near.cosine, 3)}</span>
        ${told(near.text)}</li>` : html`<li><span class="said">…</span></li>`))}</ol></section>` : nothing;
  }

  #sliders() {
    const dimensions = this.#dimensions;
    const shown = this.all ? dimensions : dimensions.slice(0, SHOWN);
    const rest = dimensions.slice(SHOWN);
    const most = Math.max(...dimensions.map((each) => each.nats), 1e-9);
    const { nats, deviation } = dimensions[0];
    return html`<p class="lead">${nats === null ? nothing : word("sentence.most")} ${word("sentence.bar", REACH)} ${deviation === null ? nothing : word("sentence.whisker")}</p>
      <div class="dimensions">${shown.map((each) => this.#slider(each, most))}</div>
      ${rest.length ? html`<button class="quiet" aria-expanded=${Boolean(this.all)} @click=${() => (this.all = !this.all)}>
        ${this.all ? "−" : "+"} ${word("sentence.rest", rest.length)}${nats === null ? nothing : word("sentence.rest.nats", number(rest.reduce((sum, each) => sum + each.nats, 0), 1))}</button>` : nothing}`;
  }

  #slider({ d, mean, deviation, nats, prior: [middle, spread] }, most) {
    const [least, greatest] = [middle - REACH * spread, middle + REACH * spread];
    const at = (value) => `${(100 * (Math.max(least, Math.min(greatest, value)) - least)) / (greatest - least)}%`;
    const [left, right] = [Math.min(middle, mean), Math.max(middle, mean)];
    const named = this.#named(d);
    return html`<div class="dimension">
      <button type="button" class="index" ?disabled=${!state.model.verbs.includes("explain/dimension")} 
        aria-label=${word("sentence.about", d + 1)} @click=${() => this.#open(d + 1)}>z<sub>${d + 1}</sub></button>
      ${state.model.verbs.includes("explain/model") ? html`<small class="named" title=${named || nothing}>${named || nothing}</small>` : html`<span class="unnamed"></span>`}
      ${nats === null ? html`<span></span>` : html`<span class="nats" title="${number(nats)} nats"><span style="width:${(100 * nats) / most}%"></span></span>`}
      <span class="track">
        <span class="bar" style="left:${at(left)};right:calc(100% - ${at(right)})"></span>
        ${deviation === null ? nothing : html`<span class="whisker" style="left:${at(mean - deviation)};right:calc(100% - ${at(mean + deviation)})"></span>`}
        <input type="range" min=${least} max=${greatest} step=${0.02 * spread} .value=${live(String(this.z[d]))} aria-label=${["z " + (d + 1), named].filter(Boolean).join(", ")}
          @input=${(event) => this.#move(this.z.map((value, i) => (i === d ? Number(event.target.value) : value)))}>
      </span>
      <output class="number">${number(this.z[d])}</output>
    </div>`;
  }

  /** What a dimension is about, in a few words; nothing until that is known. */
  #named(d) {
    const unit = this.units?.get(d);
    return unit ? (unit.active ? dimensionName(unit.name) : word("sentence.dead")) : "";
  }

  /** What the dimension that was asked for is about. */
  #about() {
    if (!this.dimension) return nothing;
    const { number: place, name, active, words, labels, traversals } = this.dimension;
    const ends = (one) => one.map((each) => html`<span title=${number(each.correlation)}>${each.name}</span> `);
    return html`<section class="about"><h2>${word("sentence.about", place)}
        <button class="quiet" aria-label=${word("sentence.close")} @click=${() => (this.dimension = null)}>×</button></h2>
      <p class="lead">${active ? dimensionName(name) : word("sentence.dead")}</p>
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
    const names = (this.offered ?? []).filter((name) => !this.pending.includes(name) && !this.pulls.some((each) => each.attribute === name));
    return html`<section><h2>${word("sentence.attributes")}</h2>
      ${this.pulls.map((each) => html`<div class="dimension pull">
        <span title=${each.says}>${this.#attribute(each.attribute)}</span>
        <small class="named" title=${word("sentence.probe", number(each.probe.auc))}>AUC ${number(each.probe.auc)}</small>
        <span class="track"><input type="range" min="-3" max="3" step="0.05" .value=${String(each.strength)} aria-label=${this.#attribute(each.attribute)}
          @input=${(event) => this.#pull(each, Number(event.target.value))}></span>
        <output class="number">${number(each.strength)}</output></div>`)}
      ${this.pending.map((name) => html`<div class="dimension pull" aria-busy="true"><span>${this.#attribute(name)}</span>
        <small class="named">…</small><span class="track"></span><span></span></div>`)}
      <select aria-label=${word("sentence.add")} .value=${""} @change=${(event) => {
        this.failure = null;
        this.#add(event.target.value);
        event.target.value = "";
      }}><option value="">${word("sentence.add")}</option>${names.map((name) => html`<option value=${name}>${this.#attribute(name)}</option>`)}</select>
    </section>`;
  }

  #attribute(name) {
    return RULES.includes(name) ? word("sentence.attribute." + name) : name;
  }

  #words() {
    if (!state.model.verbs.includes("explain")) return nothing;
    const words = this.explained?.attribution.words ?? this.text.split(/\s+/).map((each) => ({ word: each, share: 0, gradients: 0, omission: 0 }));
    return html`<section><h2>${word("sentence.shares")}</h2><p class="lead">${word("sentence.shares.hint")}</p>${shaded(words)}${checks(this.explained?.attribution)}</section>`;
  }
}
customElements.define("sentence-view", SentenceView);
