// What the model is: its diagnosis, figures, how to use it, its card, recipe and environment.
import { html, nothing } from "lit";
import { card, token } from "../api.js";
import { markdown } from "../markdown.js";
import { state } from "../state.js";
import { copyButton, empty, number, View } from "../view.js";
import { figureName, word } from "../words.js";

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
      ${verdict?.length ? html`<section><h2>${word("model.diagnosis")}</h2><ul class="verdict" lang="en">${verdict.map((each) => html`<li>${each}</li>`)}</ul></section>` : nothing}
      ${figures ? this.#figures(figures) : nothing}
      <section><h2>${word("model.use")}</h2>
        ${this.#code("model.shell", command)} ${this.#code("model.java", code)} ${this.#code("model.http", this.#http())}</section>
      <div class="columns">
        <section><h2>${word("model.card")}</h2><div class="card" lang="en">${text ? markdown(text) : word("model.none")}</div></section>
        ${recipe ? html`<section><h2>${word("model.recipe")}</h2>${this.#pre(recipe, word("model.recipe"))}</section>` : nothing}
      </div>
      ${environment ? html`<section><h2>${word("model.environment")}</h2><dl class="figures">${Object.entries(environment).map(
        ([name, value]) => html`<div><dt>${name}</dt><dd>${String(value)}</dd></div>`)}</dl></section>` : nothing}`;
  }

  /** Each with its error, where that was measured. */
  #figures(figures) {
    const shown = Object.entries(figures).filter(([name, value]) => value !== null && typeof value !== "object" && !name.endsWith("_error"));
    return html`<section><h2>${word("model.figures")}</h2><dl class="figures">${shown.map(([name, value]) => html`<div>
      <dt title=${name}>${figureName(name)}</dt><dd>${this.#value(value)}${typeof figures[name + "_error"] === "number" ? html` <small>± ${number(figures[name + "_error"])}</small>` : nothing}</dd></div>`)}</dl></section>`;
  }

  #value(value) {
    if (typeof value === "boolean") return word(value ? "yes" : "no");
    return typeof value === "number" ? number(value, Number.isInteger(value) ? 0 : Math.abs(value) < 1 ? 3 : 2) : String(value);
  }

  #http() {
    const { id, verbs } = state.model;
    const [verb, body] = verbs.includes("generate") ? ["generate", { model: id, count: 3 }] : ["encode", { model: id, texts: ["a text"] }];
    return verbs.includes(verb) ? `curl ${location.origin}/v1/${verb} -H 'Content-Type: application/json' \\\n  ${token.get() ? '-H "Authorization: Bearer $(cat token.txt)" \\\n  ' : ""}-d '${JSON.stringify(body)}'` : null;
  }

  #code(name, text) {
    return text ? html`<h3>${word(name)} ${copyButton(() => text)}</h3>${this.#pre(text, word(name))}` : nothing;
  }

  /** A block that the keyboard can scroll. */
  #pre(text, label) {
    return html`<pre tabindex="0" role="region" aria-label=${label}><code>${text}</code></pre>`;
  }
}
customElements.define("model-view", ModelView);
