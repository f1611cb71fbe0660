// What the views have in common.
import { html, LitElement, nothing } from "lit";
import { Follow, state } from "./state.js";
import { word } from "./words.js";

/** A part of the page in the page's own document, so that one style sheet serves all. */
export class Part extends LitElement {
  constructor() {
    super();
    new Follow(this);
  }

  createRenderRoot() {
    return this;
  }
}

/** A view of one model: begins anew with another address, and knows whether work is going on. */
export class View extends Part {
  static properties = { busy: { state: true }, failure: { state: true } };
  #drawn = null;
  #work = null;

  willUpdate() {
    const address = state.model && `${state.model.id} ${state.query}`;
    if (address !== this.#drawn) {
      this.#drawn = address;
      this.stop();
      this.failure = null;
      if (address) this.begin(state.model);
    }
  }

  /** Called for each address that is gone to, which the state has read. */
  begin() {}

  /** Runs `task(signal)`, the newest alone: one that runs already is aborted. */
  async work(task) {
    this.stop();
    const own = new AbortController();
    this.#work = own;
    this.busy = true;
    this.failure = null;
    try {
      await task(own.signal);
    } catch (error) {
      if (!own.signal.aborted) this.failure = error;
    } finally {
      own.abort(); // what else the task began
      if (this.#work === own) {
        this.#work = null;
        this.busy = false;
      }
    }
  }

  stop() {
    this.#work?.abort();
    this.#work = null;
    this.busy = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
  }

  /** What went wrong, over the page, so that nothing moves. */
  get trouble() {
    return html`<p class="trouble" role="alert">${this.failure?.message ?? nothing}</p>`;
  }
}

export const empty = (text) => html`<p class="empty">${text}</p>`;

/** A sentence that opens its latent, or the `z` that it was written from; the text alone where the model has no such view. */
export const told = (text, z) => state.can("decode")
  ? html`<a class="said" href=${state.link("sentence", { text, ...(z ? { z: JSON.stringify(z.map((value) => Number(value.toFixed(4)))) } : {}) })} title=${z ? word("generate.open") : nothing}>${text}</a>`
  : html`<span class="said">${text}</span>`;

/** The largest of some shares by name, as bars. */
export function shares(byName, most = 6) {
  const sorted = Object.entries(byName).sort((a, b) => b[1] - a[1]).slice(0, most);
  return html`<span class="shares">${sorted.map(([name, share]) => html`<span><small>${name}</small>
    <span class="share"><span style="width:${100 * share}%"></span></span><small class="number">${number(share)}</small></span>`)}</span>`;
}

/** A field with its name. */
export const field = (label, control) => html`<label class="field"><span>${label}</span>${control}</label>`;

/** Words of `text`, those marked that `before` does not have. */
export function changed(text, before) {
  const pieces = split(text);
  const known = new Map();
  for (const piece of split(before ?? text)) known.set(piece, (known.get(piece) ?? 0) + 1);
  return pieces.map((piece) => {
    const left = known.get(piece) ?? 0;
    if (left > 0 || !piece.trim()) {
      known.set(piece, left - 1);
      return piece;
    }
    return html`<mark>${piece}</mark>`;
  });
}

/** Words with the spaces between them; of scripts without spaces, characters. */
function split(text) {
  return text.match(/\p{Script=Han}|\s+|[^\s\p{Script=Han}]+/gu) ?? [];
}

/** Whether the parts of words add up, and whether leaving the words out says the same. */
export function checks({ gradients, rank_correlation: rank } = {}) {
  const said = [
    gradients && word(gradients.complete ? "words.sum" : "words.short", number(Math.max(Math.abs(gradients.gap), 0.001), 3)),
    Number.isFinite(rank) && word("words.rank", number(rank)),
  ];
  return html`<p class="checks">${said.filter(Boolean).join("; ")}</p>`;
}

/** Words shaded by what they do: green adds, red takes away. Of `all` words that are shown together the strongest is full. */
export function shaded(words, all = words) {
  const most = Math.max(...all.map((each) => each.share), 1e-9);
  const effect = (each) => each.gradients ?? each.omission;
  return html`<p class="shaded">${words.map((each) => html`<span class=${effect(each) < 0 ? "less" : "more"} style="--share:${each.share / most}"
    title=${word("words.effect", number(effect(each)), number(each.omission))}>${each.word}</span> `)}</p>`;
}

export const number = (value, digits = 2) =>
  value === null || value === undefined || Number.isNaN(value)
    ? "–"
    : value.toLocaleString(state.language === "zh" ? "zh-CN" : "en", { maximumFractionDigits: digits, minimumFractionDigits: digits });

/** Offers `text` as a file. */
export function save(name, text, type = "text/plain") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Over plain HTTP from another machine a browser has no clipboard, and copies what is selected. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const focused = document.activeElement;
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  focused?.focus();
  if (!copied) throw new Error("refused");
}

export const copyButton = (text, disabled = false) => html`<button class="quiet" ?disabled=${disabled} @click=${async ({ target: button }) => {
  button.textContent = await copy(text()).then(() => word("copied"), () => word("copy.refused"));
  setTimeout(() => (button.textContent = word("copy")), 1200);
}}>${word("copy")}</button>`;

/** Calls the newest of many calls only when they have paused for `milliseconds`. */
export function settled(action, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}
