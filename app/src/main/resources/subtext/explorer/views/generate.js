// Sentences from the prior, with every setting that decoding has.
import { html, nothing } from "lit";
import { streamed } from "../api.js";
import { state } from "../state.js";
import { copyButton, empty, field, number, save, told, View } from "../view.js";
import { word } from "../words.js";

/** Numbers by name: what an input takes. An empty one is left to the server. */
const NUMBERS = [
  { name: "count", min: 1, max: 100, step: 1, value: 10, first: true },
  { name: "temperature", min: 0.01, max: 100, step: 0.01, first: true },
  { name: "seed", step: 1, value: 1, first: true },
  { name: "top_k", min: 0, step: 1 },
  { name: "top_p", min: 0.01, max: 1, step: 0.01 },
  { name: "beam", min: 1, max: 50, step: 1 },
  { name: "length_penalty", min: 0, max: 10, step: 0.1 },
  { name: "repetition_penalty", min: 1, max: 10, step: 0.05 },
  { name: "min_length", min: 0, max: 1000, step: 1 },
  { name: "max_length", min: 1, max: 1000, step: 1 },
];

const FLAGS = [{ name: "diverse", first: true }, { name: "greedy" }, { name: "new_words" }];
const PRIORS = ["standard", "mixture"];

class GenerateView extends View {
  static properties = { samples: { state: true }, writing: { state: true } };

  constructor() {
    super();
    this.samples = [];
    this.writing = [];
  }

  begin() {
    this.querySelector("form")?.reset(); // what another model was asked for
    this.#go({ count: 10, seed: 1 });
  }

  #go(settings) {
    this.samples = [];
    this.writing = [];
    this.work((signal) =>
      streamed("generate", { model: state.model.id, ...settings }, signal, (name, data) => {
        if (name === "error") throw new Error(data.error?.message ?? data.message);
        if (name === "token") {
          this.writing[data.sample] = (this.writing[data.sample] ?? "") + data.text;
          this.requestUpdate();
        }
        if (name === "sample") this.samples = [...this.samples, data];
      }));
  }

  #submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const settings = {};
    for (const { name } of NUMBERS) if (form.get(name)) settings[name] = Number(form.get(name));
    for (const name of ["label", "prior"]) if (form.get(name)) settings[name] = form.get(name);
    for (const { name } of FLAGS) if (form.get(name)) settings[name] = true;
    this.#go(settings);
  }

  #input({ name, min, max, step, value = "" }) {
    return field(
      word("generate." + name),
      html`<input type="number" name=${name} min=${min ?? nothing} max=${max ?? nothing} step=${step} value=${value}>`,
    );
  }

  #tick({ name }) {
    return html`<label class="tick"><input type="checkbox" name=${name}> ${word("generate." + name)}</label>`;
  }

  /** One of some values, or what the model does where none is chosen. */
  #choice(name, none, values, call = (value) => value) {
    return field(word("generate." + name), html`<select name=${name}><option value="">${none}</option>
      ${values.map((value) => html`<option value=${value}>${call(value)}</option>`)}</select>`);
  }

  /** The controls that are there at once, or those behind them. */
  #controls(first) {
    const { model } = state;
    const some = (all) => all.filter((each) => Boolean(each.first) === first);
    const labels = first && model.writes_by_labels;
    const priors = !first && model.latent;
    return html`${some(NUMBERS).map((each) => this.#input(each))}
      ${labels ? this.#choice("label", word("generate.any"), model.labels) : nothing}
      ${priors ? this.#choice("prior", word("generate.usual"), PRIORS, (prior) => word("generate.prior." + prior)) : nothing}
      ${some(FLAGS).map((each) => this.#tick(each))}`;
  }

  render() {
    return html`<div class="page">
      <form class="row" @submit=${this.#submit}>
        ${this.#controls(true)}
        <button class="main" ?disabled=${this.busy}>${word("generate.go")}</button>
        <button type="button" ?disabled=${!this.busy} @click=${() => this.stop()}>${word("generate.stop")}</button>
        <details class="more"><summary>${word("generate.more")}</summary>
          <div class="row">${this.#controls(false)}</div></details>
      </form>
      ${this.trouble}
      ${this.samples.length || this.busy ? this.#list() : empty(word("generate.empty"))}
    </div>`;
  }

  /** What is written stands where the whole sentence will stand. */
  #list() {
    const texts = () => this.samples.map((sample) => sample.text).join("\n") + "\n";
    const none = !this.samples.length;
    return html`<div class="tools">
        ${copyButton(texts, none)}
        <button class="quiet" ?disabled=${none} @click=${() => save("samples.txt", texts())}>${word("generate.export")} .txt</button>
        <button class="quiet" ?disabled=${none} @click=${() => save("samples.jsonl", this.samples.map((sample) => JSON.stringify(sample)).join("\n") + "\n", "application/jsonl")}>${word("generate.export")} .jsonl</button>
      </div>
      <ol class="samples" aria-live="polite" aria-busy=${Boolean(this.busy)}>${Array.from({ length: Math.max(this.samples.length, this.writing.length) }, (_, i) =>
        this.samples[i] ? this.#sample(this.samples[i]) : html`<li><span class="said">${this.writing[i] ?? ""}</span><small class="number"></small></li>`)}</ol>`;
  }

  #sample(sample) {
    return html`<li>
      ${told(sample.text, sample.z)}
      ${sample.label ? html`<small class="tag">${sample.label}</small>` : nothing}
      <small class="number" title=${word("generate.logp")}>${number(sample.log_probability, 1)}</small></li>`;
  }
}
customElements.define("generate-view", GenerateView);
