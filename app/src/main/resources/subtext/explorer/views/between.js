// Two sentences and what the model says on the way from one to the other.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { call } from "../api.js";
import { state } from "../state.js";
import { changed, empty, field, number, View } from "../view.js";
import { word } from "../words.js";
import { examples } from "./examples.js";

const PATHS = ["linear", "spherical"];

class BetweenView extends View {
  static properties = { paths: { state: true } };

  constructor() {
    super();
    this.paths = [];
  }

  begin(model) {
    this.paths = [];
    const [from, to] = examples(model);
    this.from = state.query.get("from") ?? from;
    this.to = state.query.get("to") ?? to;
    this.steps = Number(state.query.get("steps") ?? 8);
    this.path = state.query.get("path") ?? "both";

    const wanted = this.path === "both" ? PATHS : [this.path];
    this.work(async (signal) => {
      const answers = await Promise.all(
        wanted.map((path) =>
          call("interpolate", { model: state.model.id, from: this.from, to: this.to, steps: this.steps, path }, signal)));
      this.paths = answers.map((answer, i) => ({ name: wanted[i], steps: answer.steps }));
    });
  }

  #submit(event) {
    event.preventDefault();
    state.go("between", Object.fromEntries(new FormData(event.target)));
  }

  render() {
    return html`<div class="page">
      <form class="row" @submit=${this.#submit}>
        ${field(word("between.from"), html`<input class="long" name="from" required .value=${this.from ?? ""}>`)}
        ${field(word("between.to"), html`<input class="long" name="to" required .value=${this.to ?? ""}>`)}
        ${field(word("between.steps"), html`<input name="steps" type="number" min="2" max="32" .value=${String(this.steps)}>`)}
        ${field(word("between.path"), html`<select name="path">${[...PATHS, "both"].map(
          (path) => html`<option value=${path} .selected=${live(path === this.path)}>${word("between." + path)}</option>`)}</select>`)}
        <button class="main" ?disabled=${this.busy}>${word("between.go")}</button>
      </form>
      ${this.trouble}
      ${this.paths.length ? html`<p class="lead">${word("between.marked")}</p>` : this.busy ? nothing : empty(word("between.empty"))}
      <div class="columns">${this.paths.map((path) => html`<section>
        <h2>${word("between." + path.name)}</h2>
        <ol class="ladder">${path.steps.map((step, i) => html`<li>
          <span class="share"><span style="width:${100 * step.share}%"></span></span>
          <span class="said" title=${number(step.log_probability)}>${changed(step.text, i ? path.steps[i - 1].text : undefined)}</span>
        </li>`)}</ol></section>`)}</div>
      ${this.busy ? html`<p class="working" role="status">${word("loading")}</p>` : nothing}
    </div>`;
  }
}
customElements.define("between-view", BetweenView);
