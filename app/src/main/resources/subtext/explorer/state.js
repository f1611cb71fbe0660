// What all views share: the models, the chosen one, the language, the light, and where one is.
import { token } from "./api.js";
import * as api from "./api.js";

const KEY = "subtext.explorer";

class State extends EventTarget {
  constructor() {
    super();
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    this.language = kept.language ?? (navigator.language.startsWith("zh") ? "zh" : "en");
    this.light = kept.light ?? "auto";
    this.models = null;
    this.failure = null;
    this.locked = false;
    this.read();
    addEventListener("hashchange", () => this.change({}, () => this.read()));
  }

  /** `#/VIEW?model=ID&text=...`; `language` and `light` in it are taken over, and not kept in it. */
  read() {
    const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
    this.view = path;
    this.query = new URLSearchParams(query ?? "");
    for (const setting of ["language", "light"]) {
      this[setting] = this.query.get(setting) ?? this[setting];
      this.query.delete(setting);
    }
  }

  get model() {
    return this.models?.find((model) => model.id === this.query.get("model")) ?? this.models?.[0] ?? null;
  }

  /** Goes to a view; what `query` does not name is forgotten, but for the model. */
  go(view, query = {}) {
    location.hash = this.link(view, query);
  }

  link(view, query = {}) {
    const chosen = query.model ?? this.model?.id;
    const all = new URLSearchParams({ ...(chosen ? { model: chosen } : {}), ...query });
    return `#/${view}?${all}`;
  }

  change(values, also = () => {}) {
    Object.assign(this, values);
    also();
    localStorage.setItem(KEY, JSON.stringify({ language: this.language, light: this.light }));
    this.dispatchEvent(new Event("change"));
  }

  async load() {
    try {
      this.change({ models: await api.models(), failure: null, locked: false });
    } catch (error) {
      this.change({ failure: error, locked: error.status === 401 });
    }
  }

  unlock(value) {
    token.set(value);
    return this.load();
  }
}

export const state = new State();

/** Has a Lit element drawn anew whenever the state changes. */
export class Follow {
  constructor(host) {
    this.host = host;
    host.addController(this);
    this.hear = () => host.requestUpdate();
  }

  hostConnected() {
    state.addEventListener("change", this.hear);
  }

  hostDisconnected() {
    state.removeEventListener("change", this.hear);
  }
}
