// What all views share: the models, the chosen one, the language, the light, and where one is.
import { token } from "./api.js";
import * as api from "./api.js";

export const LANGUAGES = { en: "English", zh: "中文" };
export const LIGHTS = ["auto", "light", "dark"];

const KEY = "subtext.explorer";
const SETTINGS = { language: Object.keys(LANGUAGES), light: LIGHTS };

/** The first of some values that a setting can have: addresses and what is kept hold anything. */
const accepted = (setting, ...values) => values.find((value) => SETTINGS[setting].includes(value));

/** The settings of the last time; none where they cannot be read. */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

/** For the next time, where the browser lets us. */
function keep(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // then they last as long as the page
  }
}

class State extends EventTarget {
  constructor() {
    super();
    const { language, light } = kept();
    this.language = accepted("language", language, navigator.language.startsWith("zh") ? "zh" : "en");
    this.light = accepted("light", light, "auto");
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
    for (const setting of Object.keys(SETTINGS)) {
      this[setting] = accepted(setting, this.query.get(setting), this[setting]);
      this.query.delete(setting);
    }
  }

  get model() {
    return this.models?.find((model) => model.id === this.query.get("model")) ?? this.models?.[0] ?? null;
  }

  /** Whether the chosen model has a verb. */
  can(verb) {
    return this.model.verbs.includes(verb);
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
    keep({ language: this.language, light: this.light });
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
