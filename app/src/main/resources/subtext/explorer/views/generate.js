// Sentences from the prior, with every setting that decoding has.
import { html, nothing } from "lit";
import { streamed } from "../api.js";
import { state } from "../state.js";
import { copyButton, empty, field, number, save, told, View } from "../view.js";
import { word } from "../words.js";

/** Settings by name: what an input takes. An empty one is left to the server. */
const SETTINGS = [
  { name: "count", min: 1, max: 100, step: 1, value: 10, first: true },
  { name: "temperature", min: 0.05, max: 3, step: 0.05, first: true },
  { name: "seed", min: 0, step: 1, value: 1, first: true },
  { name: "top_k", min: 1, step: 1 },
  { name: "top_p", min: 0.01, max: 1, step: 0.01 },
  { name: "beam", min: 1, max: 32, step: 1 },
  { name: "repetition_penalty", min: 1, max: 3, step: 0.05 },
  { name: "min_length", min: 0, step: 1 },
  { name: "max_length", min: 1, step: 1 },
];

class GenerateView extends View {
  static properties = { samples: { state: true }, writing: { state: true } };

  constructor() {
    super();
    this.samples = [];
    this.writing = [];
  }

  begin() {
    this.samples = [];
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
    for (const { name } of SETTINGS) if (form.get(name)) settings[name] = Number(form.get(name));
    if (form.get("label")) settings.label = form.get("label");
    if (form.get("diverse")) settings.diverse = true;
    this.#go(settings);
  }

  #input({ name, min, max, step, value = "" }) {
    return field(
      word("generate." + name),
      html`<input type="number" name=${name} min=${min ?? nothing} max=${max ?? nothing} step=${step} value=${value}>`,
    );
  }

  render() {
    const labels = state.model.verbs.includes("classify") ? state.model.labels : [];
    return html`<div class="page">
      <form class="row" @submit=${this.#submit}>
        ${SETTINGS.filter((each) => each.first).map((each) => this.#input(each))}
        ${labels.length ? field(word("generate.label"), html`<select name="label"><option value="">${word("generate.any")}</option>
          ${labels.map((label) => html`<option>${label}</option>`)}</select>`) : nothing}
        <label class="tick"><input type="checkbox" name="diverse"> ${word("generate.diverse")}</label>
        <button class="main" ?disabled=${this.busy}>${word("generate.go")}</button>
        <button type="button" ?disabled=${!this.busy} @click=${() => this.stop()}>${word("generate.stop")}</button>
        <details class="more"><summary>${word("generate.more")}</summary>
          <div class="row">${SETTINGS.filter((each) => !each.first).map((each) => this.#input(each))}</div></details>
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
