// Whatever else the model was trained for: labels, other words, translations, answers, topics.
import { html, nothing } from "lit";
import { call } from "../api.js";
import { state } from "../state.js";
import { changed, field, number, View } from "../view.js";
import { word } from "../words.js";

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
const area = (name, rows = 4) => html`<textarea name=${name} rows=${rows} required></textarea>`;
const flags = (each) => html`${each.cut ? html` <small class="tag">${word("tasks.cut")}</small>` : nothing}${each.unfamiliar ? html` <small class="tag">${word("tasks.unfamiliar")}</small>` : nothing}`;

/** Each task: the fields of its form, what it asks the server for, and how it shows the answer. */
const TASKS = {
  classify: {
    fields: () => field(word("tasks.texts"), area("texts")),
    request: (form) => ({ texts: lines(form.get("texts")) }),
    show: (answer) => html`<table><tbody>${answer.labelled.map((each) => html`<tr><td class="said">${each.text}${flags(each)}</td>
      <th scope="row">${each.label}</th><td>${shares(each.probabilities)}</td></tr>`)}</tbody></table>`,
  },
  rewrite: {
    fields: (model) => html`${field(word("tasks.texts"), area("texts"))}
      ${field(word("tasks.to"), html`<select name="to">${model.labels.map((label) => html`<option>${label}</option>`)}</select>`)}
      ${field(word("tasks.strength"), html`<input type="number" name="strength" min="0" max="5" step="0.25" value="1">`)}`,
    request: (form) => ({ texts: lines(form.get("texts")), to: form.get("to"), strength: Number(form.get("strength")) }),
    show: (answer) => html`<table><tbody>${answer.rewritten.map((each) => html`<tr><td class="said">${each.text}${flags(each)}</td>
      <td class="said">${changed(each.rewritten ?? "", each.text)}</td></tr>`)}</tbody></table>`,
  },
  translate: {
    fields: () => html`${field(word("tasks.texts"), area("texts"))}
      ${field(word("tasks.best"), html`<input type="number" name="best" min="1" max="20" value="5">`)}`,
    request: (form) => ({ texts: lines(form.get("texts")), best: Number(form.get("best")) }),
    show: (answer) => answer.translations.map((each) => html`<section><h3 class="said">${each.text}${flags(each)}</h3><ol class="plain">
      ${each.candidates.map((candidate) => html`<li><span class="number">${number(candidate.score)}</span>
        <span class="said">${changed(candidate.text, each.candidates[0].text)}</span></li>`)}</ol></section>`),
  },
  answer: {
    fields: () => html`${field(word("tasks.question"), html`<input class="long" name="question" required>`)}
      ${field(word("tasks.sentences"), area("sentences", 8))}`,
    request: (form) => ({ question: form.get("question"), sentences: lines(form.get("sentences")) }),
    show: (answer) => html`<ol class="plain">${answer.candidates.map((each) => html`<li>
      <span class="number">${number(each.probability, 3)}</span><span class="said">${each.sentence}${flags(each)}</span>
      <small>${each.place + 1}</small></li>`)}</ol>`,
  },
  topics: {
    fields: () => field(word("tasks.documents"), area("texts")),
    request: (form) => ({ texts: lines(form.get("texts")) }),
    route: "topics/documents",
    show: (answer) => html`<table><tbody>${answer.documents.map((each) => html`<tr><td class="said">${each.text}</td>
      <td>${each.known_words ? shares(Object.fromEntries(each.shares.map((share, k) => [k + 1, share])), 3) : word("tasks.unknown")}</td></tr>`)}</tbody></table>`,
  },
};

/** The largest of some shares by name, as bars. */
function shares(byName, most = 6) {
  const sorted = Object.entries(byName).sort((a, b) => b[1] - a[1]).slice(0, most);
  return html`<span class="shares">${sorted.map(([name, share]) => html`<span><small>${name}</small>
    <span class="share"><span style="width:${100 * share}%"></span></span><small class="number">${number(share)}</small></span>`)}</span>`;
}

class TasksView extends View {
  static properties = { answers: { state: true }, topics: { state: true } };

  constructor() {
    super();
    this.answers = {};
    this.topics = [];
  }

  begin(model) {
    this.answers = {};
    this.topics = [];
    if (model.verbs.includes("topics")) {
      this.work(async (signal) => {
        this.topics = (await call("topics", { model: model.id, words: 10 }, signal)).topics;
      });
    }
  }

  #submit(event, name) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.work(async (signal) => {
      const { route = name, request } = TASKS[name];
      const answer = await call(route, { model: state.model.id, ...request(form) }, signal);
      this.answers = { ...this.answers, [name]: answer };
    });
  }

  render() {
    const { model } = state;
    const tasks = Object.entries(TASKS).filter(([name]) => model.verbs.includes(name));
    return html`<div class="page">${this.trouble}
      ${this.topics.length ? this.#topics() : nothing}
      ${tasks.map(([name, task]) => html`<section><h2>${word("tasks." + name)}</h2>
        <form class="row" @submit=${(event) => this.#submit(event, name)}>${task.fields(model)}
          <button class="main" ?disabled=${this.busy}>${word("tasks.go")}</button></form>
        <div aria-live="polite">${this.answers[name] ? task.show(this.answers[name]) : nothing}</div></section>`)}
    </div>`;
  }

  #topics() {
    return html`<section><h2>${word("tasks.topics")}</h2><table class="topics"><thead><tr><th class="number">#</th><th></th>
      <th class="number">${word("tasks.weight")}</th><th class="number">${word("tasks.npmi")}</th></tr></thead>
      <tbody>${this.topics.map((topic) => html`<tr><td class="number">${topic.number}</td><td class="said">${topic.words.join(" ")}</td>
        <td class="number">${number(topic.weight, 3)}</td><td class="number">${number(topic.npmi)}</td></tr>`)}</tbody></table></section>`;
  }
}
customElements.define("tasks-view", TasksView);
