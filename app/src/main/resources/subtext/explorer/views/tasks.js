// Whatever else the model was trained for: labels, other words, translations, answers, topics; and why it says so.
import { html, nothing } from "lit";
import { call } from "../api.js";
import { state } from "../state.js";
import { changed, checks, field, number, shaded, shares, View } from "../view.js";
import { word } from "../words.js";

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
const area = (name, rows = 4) => html`<textarea name=${name} rows=${rows} required></textarea>`;
const flags = (each) => html`${each.cut ? html` <small class="tag">${word("tasks.cut")}</small>` : nothing}${each.unfamiliar ? html` <small class="tag">${word("tasks.unfamiliar")}</small>` : nothing}`;

/** How long to wait for the server, which says that it is not ready yet. */
const AGAIN_MS = 500;
const UNAVAILABLE = 503;

/** Draws of z behind a score: of the importance-weighted bound, and none for the negative ELBO. */
const SAMPLES = [50, 0];

/** Each task: the fields of its form, what it asks the server for, how it shows the answer, and how that is explained. */
const TASKS = {
  classify: {
    fields: () => field(word("tasks.texts"), area("texts")),
    request: (form) => ({ texts: lines(form.get("texts")) }),
    show: (answer, why) => html`<ol class="plain answers">${answer.labelled.map((each, i) => html`<li><div class="answered">
      <strong>${each.label}</strong><span class="said">${each.text}${flags(each)}</span>${shares(each.probabilities)}${why(i, "explain/label", { text: each.text })}</div></li>`)}</ol>`,
  },
  rewrite: {
    fields: (model) => html`${field(word("tasks.texts"), area("texts"))}
      ${field(word("tasks.to"), html`<select name="to">${model.labels.map((label) => html`<option>${label}</option>`)}</select>`)}
      ${field(word("tasks.strength"), html`<input type="number" name="strength" min="0" max="5" step="0.25" value="1">`)}`,
    request: (form) => ({ texts: lines(form.get("texts")), to: form.get("to"), strength: Number(form.get("strength")) }),
    show: (answer) => html`<div class="wide" tabindex="0" role="region" aria-label=${word("tasks.rewrite")}><table><tbody>${answer.rewritten.map((each) => html`<tr><td class="said">${each.text}${flags(each)}</td>
      <td><small class="tag">${each.from}</small></td><td class="said">${changed(each.rewritten ?? "", each.text)}</td></tr>`)}</tbody></table></div>`,
  },
  translate: {
    fields: ({ latent }) => html`${field(word("tasks.texts"), area("texts"))}
      ${field(word("tasks.best"), html`<input type="number" name="best" min="1" max=${latent ? 20 : 1} value=${latent ? 5 : 1}>`)}`,
    request: (form) => ({ texts: lines(form.get("texts")), best: Number(form.get("best")) }),
    show: (answer, why) => answer.translations.map((each, i) => html`<h3 class="said">${each.text}${flags(each)}</h3><ol class="plain answers">
      ${each.candidates.map((candidate, n) => html`<li><div class="answered">
        <span class="share" title=${word("tasks.relative")}><span style="width:${100 * Math.exp(candidate.score - each.candidates[0].score)}%"></span></span>
        <span class="number" title=${word("tasks.candidate")}>${number(candidate.score)}</span>
        <span class="said">${changed(candidate.text, each.candidates[0].text)}</span>${n === 0 ? why(i, "explain/translation", { text: each.text }) : nothing}</div></li>`)}</ol>`),
  },
  answer: {
    fields: () => html`<div class="whole">${field(word("tasks.question"), html`<input class="long" name="question" required>`)}</div>
      ${field(word("tasks.sentences"), area("sentences", 8))}`,
    request: (form) => ({ question: form.get("question"), sentences: lines(form.get("sentences")) }),
    show: (answer, why, asked) => html`<ol class="plain answers">${answer.candidates.map((each, i) => html`<li><div class="answered">
      <span class="share"><span style="width:${100 * each.probability}%"></span></span><span class="number">${number(each.probability, 3)}</span>
      <span class="said">${each.sentence}${flags(each)}</span><small class="source">${word("tasks.source", each.place + 1)}</small>
      ${why(i, "explain/answer", { question: asked.question, sentence: each.sentence })}</div></li>`)}</ol>`,
  },
  score: {
    fields: ({ latent }) => html`${field(word("tasks.texts"), area("texts"))}
      ${latent ? field(word("tasks.bound"), html`<select name="samples">${SAMPLES.map((count) => html`<option value=${count}>${word(count ? "tasks.iwae" : "tasks.elbo", count)}</option>`)}</select>`) : nothing}`,
    request: (form) => ({ texts: lines(form.get("texts")), ...(form.get("samples") ? { samples: Number(form.get("samples")) } : {}) }),
    show: (answer) => html`<div class="wide" tabindex="0" role="region" aria-label=${word("tasks.score")}><table><thead><tr><th scope="col"></th>
      ${["nats", "tokens", "nats.token", "perplexity"].map((figure) => html`<th scope="col" class="number">${word("tasks." + figure)}</th>`)}</tr></thead>
      <tbody>${answer.scores.map((each) => html`<tr><td class="said">${each.text}${flags(each)}</td>${[each.nats, each.tokens, each.nats / each.tokens, each.perplexity].map((value) => html`<td class="number">${number(value, Number.isInteger(value) ? 0 : 2)}</td>`)}</tr>`)}</tbody></table></div>`,
  },
  topics: {
    fields: () => field(word("tasks.documents"), area("texts")),
    request: (form) => ({ texts: lines(form.get("texts")) }),
    route: "topics/documents",
    show: (answer) => html`<ol class="plain answers">${answer.documents.map((each) => html`<li><div class="answered"><span class="said">${each.text}${flags(each)}</span>
      ${each.known_words ? shares(Object.fromEntries(each.shares.map((share, k) => [k + 1, share])), 3) : html`<small>${word("tasks.unknown")}</small>`}</div></li>`)}</ol>`,
  },
};

class TasksView extends View {
  static properties = { answers: { state: true }, topics: { state: true }, reasons: { state: true }, waiting: { state: true } };

  constructor() {
    super();
    this.answers = {};
    this.reasons = {};
    this.topics = [];
  }

  begin(model) {
    this.answers = {};
    this.reasons = {};
    this.topics = [];
    this.waiting = null;
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
      const asked = request(form);
      const answer = await this.#patiently(() => call(route, { model: state.model.id, ...asked }, signal), signal);
      this.answers = { ...this.answers, [name]: { answer, asked } };
      this.reasons = Object.fromEntries(Object.entries(this.reasons).filter(([key]) => !key.startsWith(name + " ")));
    });
  }

  /** Asks again while the server reads the training text, and says what it is waiting for. */
  async #patiently(ask, signal) {
    try {
      for (;;) {
        try {
          return await ask();
        } catch (error) {
          if (error.status !== UNAVAILABLE) throw error;
          this.waiting = error.message;
          await new Promise((done) => setTimeout(done, AGAIN_MS));
          signal.throwIfAborted();
        }
      }
    } finally {
      this.waiting = null;
    }
  }

  /** A button that asks why the model says what it says, and the reasons once they are there. */
  #why(name) {
    return (place, verb, body) => {
      if (!state.model.verbs.includes(verb)) return nothing;
      const key = `${name} ${place}`;
      const found = this.reasons[key];
      return html`<button class="quiet" aria-expanded=${Boolean(found)} ?disabled=${this.busy} @click=${() => {
        if (found) {
          const { [key]: _, ...others } = this.reasons;
          this.reasons = others;
        } else {
          this.work(async (signal) => {
            const reasons = await call(verb, { model: state.model.id, ...body }, signal);
            this.reasons = { ...this.reasons, [key]: reasons };
          });
        }
      }}>${word("tasks.why")}</button>${found ? this.#reasons(found) : nothing}`;
    };
  }

  #reasons({ attribution, spread }) {
    const of = (side) => attribution.words.filter((each) => each.side === side);
    const question = of("question");
    return html`<div class="reasons"><p class="lead">${word("tasks.words")}</p>
      ${question.length ? shaded(question, attribution.words) : nothing}
      ${shaded(of("text"), attribution.words)}
      ${checks(attribution)}
      ${spread ? html`<p class="spread">${word("tasks.spread", spread.samples, number(spread.mean), number(spread.deviation), number(spread.low), number(spread.high), number(100 * spread.agreement, 0))}</p>` : html`<p class="spread">${word("tasks.no.spread")}</p>`}</div>`;
  }

  render() {
    const { model } = state;
    const tasks = Object.entries(TASKS).filter(([name]) => model.verbs.includes(name));
    return html`<div class="page">${this.trouble}
      ${model.verbs.includes("topics") ? this.#topics() : nothing}
      ${tasks.map(([name, task]) => html`<section class="task"><h2>${word("tasks." + (name === "topics" ? "about" : name))}</h2>
        <form class="row" @submit=${(event) => this.#submit(event, name)}>${task.fields(model)}
          <button class="main" ?disabled=${this.busy}>${word("tasks.go")}</button></form>
        <div aria-live="polite">${this.answers[name] ? task.show(this.answers[name].answer, this.#why(name), this.answers[name].asked) : nothing}</div></section>`)}
      ${this.busy ? html`<p class="working" role="status">${this.waiting ?? word("loading")}</p>` : nothing}
    </div>`;
  }

  #topics() {
    return html`<section class="task"><h2>${word("tasks.topics")}</h2>
      ${state.model.run ? html`<p class="lead"><a href=${state.link("map")}>${word("tasks.map")}</a></p>` : nothing}
      <div class="wide" tabindex="0" role="region" aria-label=${word("tasks.topics")}><table class="topics"><thead><tr><th scope="col" class="number">#</th><th scope="col">${word("tasks.topic.words")}</th>
      <th scope="col" class="number">${word("tasks.weight")}</th><th scope="col" class="number">${word("tasks.npmi")}</th></tr></thead>
      <tbody>${(this.topics.length ? this.topics : Array.from({ length: state.model.latent }, (_, k) => ({ number: k + 1, words: ["…"], weight: null, npmi: null }))).map((topic) => html`<tr><td class="number">${topic.number}</td><td class="said">${topic.words.join(" ")}</td>
        <td class="number">${number(topic.weight, 3)}</td><td class="number">${number(topic.npmi)}</td></tr>`)}</tbody></table></div></section>`;
  }
}
customElements.define("tasks-view", TasksView);
