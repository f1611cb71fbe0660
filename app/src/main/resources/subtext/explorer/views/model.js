// What the model is: its card, figures, diagnosis, recipe, environment, and how to use it.
import { html, nothing } from "lit";
import { card } from "../api.js";
import { state } from "../state.js";
import { copyButton, empty, number, View } from "../view.js";
import { word } from "../words.js";

class ModelView extends View {
  static properties = { card: { state: true } };

  begin(model) {
    this.card = null;
    this.work(async (signal) => {
      const found = await card(model.id);
      if (!signal.aborted) this.card = found;
    });
  }

  render() {
    const { model } = state;
    return html`<div class="page"><h1>${model.name}</h1>
      <p class="lead">${word("model.facts", number(model.parameters, 0), model.latent, number(model.vocabulary, 0))}
        · <code title=${model.sha256}>${model.sha256?.slice(0, 12)}</code></p>
      ${this.trouble}
      ${this.card ? this.#body(this.card) : this.failure ? nothing : empty(word("loading"))}</div>`;
  }

  #body({ figures, verdict, recipe, environment, command, code, card: text }) {
    return html`
      ${verdict?.length ? html`<section><h2>${word("model.diagnosis")}</h2><ul>${verdict.map((each) => html`<li>${each}</li>`)}</ul></section>` : nothing}
      ${figures ? html`<section><h2>${word("model.figures")}</h2><dl class="figures">${Object.entries(figures)
        .filter(([, value]) => typeof value !== "object")
        .map(([name, value]) => html`<div><dt>${name}</dt><dd>${typeof value === "number" ? number(value, Number.isInteger(value) ? 0 : 3) : String(value)}</dd></div>`)}</dl></section>` : nothing}
      <section><h2>${word("model.use")}</h2>
        ${this.#code("model.shell", command)} ${this.#code("model.java", code)} ${this.#code("model.http", this.#http())}</section>
      ${recipe ? html`<section><h2>${word("model.recipe")}</h2>${this.#pre(recipe)}</section>` : nothing}
      <section><h2>${word("model.card")}</h2>${this.#pre(text)}</section>
      ${environment ? html`<section><h2>${word("model.environment")}</h2><dl class="figures">${Object.entries(environment).map(
        ([name, value]) => html`<div><dt>${name}</dt><dd>${String(value)}</dd></div>`)}</dl></section>` : nothing}`;
  }

  #http() {
    return `curl ${location.origin}/v1/generate -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify({ model: state.model.id, count: 3 })}'`;
  }

  #code(name, text) {
    return text ? html`<h3>${word(name)} ${copyButton(() => text)}</h3>${this.#pre(text)}` : nothing;
  }

  /** A block that the keyboard can scroll. */
  #pre(text) {
    return html`<pre tabindex="0"><code>${text}</code></pre>`;
  }
}
customElements.define("model-view", ModelView);
