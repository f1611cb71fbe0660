// The page: its head, which view is shown, and what is shown when nothing can be.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { LANGUAGES, LIGHTS, state } from "./state.js";
import { empty, Part } from "./view.js";
import { word } from "./words.js";
import "./views/map.js";
import "./views/sentence.js";
import "./views/between.js";
import "./views/generate.js";
import "./views/tasks.js";
import "./views/training.js";
import "./views/model.js";

const can = (...verbs) => (model) => verbs.some((verb) => model.verbs.includes(verb));

/** The views in their order, and which models have something to show there. */
const VIEWS = [
  { name: "map", of: (model) => model.run && can("encode")(model), draw: () => html`<map-view></map-view>` },
  { name: "sentence", of: can("decode"), draw: () => html`<sentence-view></sentence-view>` },
  { name: "between", of: can("interpolate"), draw: () => html`<between-view></between-view>` },
  { name: "generate", of: can("generate"), draw: () => html`<generate-view></generate-view>` },
  { name: "tasks", of: can("classify", "translate", "answer", "topics", "rewrite", "score"), draw: () => html`<tasks-view></tasks-view>` },
  { name: "training", of: (model) => model.run, draw: () => html`<training-view></training-view>` },
  { name: "model", of: () => true, draw: () => html`<model-view></model-view>` },
];

class Explorer extends Part {
  connectedCallback() {
    super.connectedCallback();
    state.load();
  }

  willUpdate() {
    const root = document.documentElement;
    root.lang = state.language === "zh" ? "zh-CN" : "en";
    root.dataset.light = state.light;
    document.title = [state.model?.name, "Subtext"].filter(Boolean).join(" · ");
  }

  /** On a small screen the views are a strip that scrolls: the chosen one is brought into sight. */
  updated() {
    const strip = this.querySelector("nav");
    const chosen = strip?.querySelector("[aria-current]");
    if (chosen && strip.scrollWidth > strip.clientWidth) {
      strip.scrollLeft = chosen.offsetLeft - strip.offsetLeft - (strip.clientWidth - chosen.offsetWidth) / 2;
    }
  }

  render() {
    return html`
      <a class="skip" href="#content" @click=${this.#skip}>${word("skip")}</a>
      <header class="top">
        <a class="name" href=${state.link("")}>Subtext</a>
        ${state.models?.length ? this.#chooser() : nothing}
        <nav aria-label=${word("views")}>${this.#tabs()}</nav>
        <div class="settings">
          <button class="quiet" title=${word("light")} aria-label="${word("light")}: ${word("light." + state.light)}"
            @click=${() => state.change({ light: LIGHTS[(LIGHTS.indexOf(state.light) + 1) % LIGHTS.length] })}>
            ${{ auto: "◐", light: "☀", dark: "☾" }[state.light]}</button>
          <select aria-label=${word("language")} @change=${(event) => state.change({ language: event.target.value })}>
            ${Object.entries(LANGUAGES).map(([id, name]) => html`<option value=${id} lang=${id} .selected=${live(id === state.language)}>${name}</option>`)}
          </select>
        </div>
      </header>
      <main id="content" tabindex="-1">${this.#content()}</main>`;
  }

  /** Without touching the address, which says what is shown. */
  #skip(event) {
    event.preventDefault();
    this.querySelector("main").focus();
  }

  #chooser() {
    return html`<select class="chooser" aria-label=${word("model")}
      @change=${(event) => state.go(state.view, { model: event.target.value })}>
      ${state.models.map((model) => html`<option value=${model.id} .selected=${live(model === state.model)}>${model.id}</option>`)}
    </select>`;
  }

  #tabs() {
    return VIEWS.filter((view) => state.model && view.of(state.model)).map(
      (view) => html`<a href=${state.link(view.name)} aria-current=${view === this.#view() ? "page" : nothing}>${word("view." + view.name)}</a>`,
    );
  }

  #view() {
    const open = VIEWS.filter((view) => view.of(state.model));
    return open.find((view) => view.name === state.view) ?? open[0];
  }

  #content() {
    if (state.locked) return html`<token-form></token-form>`;
    if (state.failure) {
      return html`<div class="empty"><p>${word("unreachable")}</p><p class="said-why">${state.failure.message}</p>
        <button @click=${() => state.load()}>${word("again")}</button></div>`;
    }
    if (!state.models) return empty(word("loading"));
    if (!state.model) return empty(word("no.models"));
    const { name, draw } = this.#view();
    return html`${name === "model" ? nothing : html`<h1 class="unseen">${word("view." + name)}</h1>`}${draw()}`;
  }
}
customElements.define("subtext-explorer", Explorer);

class TokenForm extends Part {
  render() {
    return html`<form class="empty" @submit=${(event) => {
      event.preventDefault();
      state.unlock(new FormData(event.target).get("token"));
    }}>
      <p>${word("locked")}</p>
      <input name="token" type="password" autocomplete="off" required aria-label=${word("token")}>
      <button class="main">${word("unlock")}</button>
    </form>`;
  }
}
customElements.define("token-form", TokenForm);
