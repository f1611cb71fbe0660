// How training goes or went, as it happens; beside other runs.
import { html, nothing } from "lit";
import { metrics, watchMetrics } from "../api.js";
import { state } from "../state.js";
import { empty, number, View } from "../view.js";
import { word } from "../words.js";
import "../chart.js";

/** The loss of training weighs the KL: the negative ELBO does not, and so compares with that of a validation. */
const elbo = (row) => (row.kind === "train" ? row.rec + row.kl : row.accuracy === undefined ? row.nll : NaN);

/** Of a classifier nll is that of the labels. */
const labels = (row) => (row.accuracy === undefined ? NaN : row.nll);

/** The charts: [figure of a row, kind of the row, name of its line, how it is drawn]. */
const CHARTS = [
  { name: "elbo", unit: "nats", lines: [[elbo, "train", "train"], [elbo, "valid", "valid"]] },
  { name: "labels", unit: "nats", lines: [[labels, "valid", "valid"]] },
  { name: "rec", unit: "nats", lines: [["rec", "train", "train"], ["rec", "valid", "valid"]] },
  { name: "kl", unit: "nats", lines: [["kl", "train", "train"], ["kl", "valid", "valid"], ["kl_weight", "train", "weight", { axis: 1, dashed: true }]] },
  { name: "au", lines: [["au", "valid", "valid"]] },
  { name: "usage", unit: "nats", lines: [["usage", "valid", "usage.usage"], ["mi", "valid", "usage.mi", { dashed: true }]] },
  { name: "rate", lines: [["learning_rate_factor", "train", "train"]] },
  { name: "tokens", lines: [["tokens_per_second", "train", "train"]] },
];

/** Validations that are shown side by side, at most. */
const COLUMNS = 40;

/** Runs that are shown together, at most: as many as there are colours. */
const RUNS = 8;

/** How often the runs beside the first one are looked at while they train. */
const LOOK_MS = 2000;

/** Adds a row that has come: one of a step that is there begins what is written anew, as after a resume. */
function add(rows, row) {
  let end = rows.length;
  for (let i = rows.length - 1; i >= 0 && rows[i].step >= row.step; i--) {
    if (rows[i].step > row.step || rows[i].kind === row.kind) end = i;
  }
  rows.splice(end, rows.length, row);
}

class TrainingView extends View {
  static properties = { runs: { state: true } };

  constructor() {
    super();
    this.runs = [];
  }

  begin(model) {
    const known = new Set(state.models.filter((each) => each.run).map((each) => each.id));
    const others = (state.query.get("with") ?? "").split(",").filter((id) => known.has(id) && id !== model.id);
    const ids = [model.id, ...others].slice(0, RUNS);
    this.runs = ids.map((id) => this.runs.find((run) => run.id === id) ?? { id, rows: null, state: null });
    this.work(async (signal) => {
      await Promise.all(this.runs.map(async (run) => {
        Object.assign(run, await metrics(run.id, 0, signal));
        this.requestUpdate();
      }));
      const [first, ...more] = this.runs;
      await Promise.all([this.#watch(first, signal), ...more.map((run) => this.#lookAt(run, signal))]);
    });
  }

  /**
   * Hears of the rows of a run as they are written, and of its model, which has views of its own; anew where the server
   * ends it, as it does before it ends itself.
   */
  async #watch(run, signal) {
    for (;;) {
      await watchMetrics(run.id, run.next, signal, (name, data) => {
        if (name === "row") add(run.rows, data);
        if (name === "state") run.state = data.state;
        if (name === "model" && data.sha256 !== state.model.sha256) state.load();
        this.requestUpdate();
      });
      await new Promise((done) => setTimeout(done, LOOK_MS));
      signal.throwIfAborted();
    }
  }

  /** Asks for them now and then: a browser keeps few connections open. */
  async #lookAt(run, signal) {
    while (run.state === "training") {
      await new Promise((done) => setTimeout(done, LOOK_MS));
      signal.throwIfAborted();
      const more = await metrics(run.id, run.next, signal);
      more.rows.forEach((row) => add(run.rows, row));
      Object.assign(run, { next: more.next, state: more.state });
      this.requestUpdate();
    }
  }

  /** The runs whose rows are there. */
  get #read() {
    return this.runs.filter((run) => run.rows?.length);
  }

  #colour(run) {
    return this.runs.indexOf(run);
  }

  #choose(id, chosen) {
    const others = this.runs.slice(1).map((run) => run.id).filter((other) => other !== id);
    if (chosen) others.push(id);
    state.go("training", others.length ? { with: others.join(",") } : {});
  }

  /** Epochs a step: a validation's row has no epoch of its own. */
  #pace(rows) {
    const last = rows.findLast((row) => row.kind === "train" && row.epoch);
    return last ? last.epoch / last.step : 1;
  }

  /** A figure, by its name or what makes it of a row, by epoch. */
  #points(rows, figure, kind) {
    const pace = this.#pace(rows);
    const value = typeof figure === "function" ? figure : (row) => row[figure];
    return rows.filter((row) => row.kind === kind && Number.isFinite(value(row))).map((row) => [row.step * pace, value(row)]);
  }

  /** Of one run each line has its colour; of several each run has, and its training is pale. */
  #series(lines) {
    const many = this.runs.length > 1;
    return this.#read.flatMap((run) =>
      lines.map(([figure, kind, name, look]) => ({
        name: [many && run.id, word("training." + name)].filter(Boolean).join(" · "),
        points: this.#points(run.rows, figure, kind),
        ...(many ? { colour: this.#colour(run), faint: kind === "train" && lines.length > 1 } : {}),
        ...look,
      }))).filter((line) => line.points.length);
  }

  render() {
    const first = this.runs[0];
    return html`<div class="page">
      ${this.#head()}
      ${this.trouble}
      ${!first?.rows ? (this.failure ? nothing : empty(word("loading"))) : this.#read.length ? this.#charts() : empty(word("training.empty"))}
    </div>`;
  }

  #head() {
    const others = state.models.filter((model) => model.run && model !== state.model);
    const full = this.runs.length >= RUNS;
    return html`<div class="row runs">
      ${this.runs.slice(0, 1).map((run) => html`<span class="run">${others.length ? this.#swatch(run) : nothing}${run.id} ${this.#stand(run)}</span>`)}
      ${others.length ? html`<fieldset class="beside"><legend>${word("training.compare")}</legend>
        ${others.map((model) => {
          const run = this.runs.find((each) => each.id === model.id);
          return html`<label class="tick"><input type="checkbox" .checked=${Boolean(run)} ?disabled=${!run && full}
            @change=${(event) => this.#choose(model.id, event.target.checked)}>${run ? this.#swatch(run) : nothing}${model.id} ${run ? this.#stand(run) : nothing}</label>`;
        })}</fieldset>` : nothing}
    </div>`;
  }

  #swatch(run) {
    return this.runs.length > 1 ? html`<i class="swatch" style="background:var(--label-${this.#colour(run) + 1})"></i>` : nothing;
  }

  /** Whether a run goes on, is over, or was stopped. */
  #stand(run) {
    return html`<small class=${run.state === "training" ? "live" : "stand"} role="status">${run.state ? word("training.state." + run.state) : nothing}</small>`;
  }

  #charts() {
    const plane = this.#plane();
    const many = this.runs.length > 1;
    return html`${many ? html`<p class="lead">${word("training.many")}</p>` : nothing}
      <div class="multiples">${CHARTS.map(({ name, unit, lines }) => ({ name, unit, series: this.#series(lines) }))
      .filter((chart) => chart.series.length)
      .map((chart) => html`<line-chart name=${word("training." + chart.name)} unit=${chart.unit ?? ""} across=${word("training.epochs")} ?plain=${many} .series=${chart.series}></line-chart>`)}
      ${plane.series.length ? html`<div class="plane"><line-chart scatter name=${word("training.plane")} unit=${word("training.nats")} across="KL" ?plain=${many} .series=${plane.series} .guides=${plane.guides}></line-chart>
        <p class="lead">${word("training.plane.hint")}</p></div>` : nothing}</div>
      ${this.#heat()} ${this.#samples()}`;
  }

  /** Validations of the first run that have `key`, evenly chosen where there are many, with their epochs. */
  #validations(key) {
    const rows = this.runs[0].rows;
    const pace = this.#pace(rows);
    const all = rows.filter((row) => row.kind === "valid" && row[key]).map((row) => ({ row, epoch: Math.round(row.step * pace) }));
    const step = Math.ceil(all.length / COLUMNS);
    return all.filter((_, i) => (all.length - 1 - i) % step === 0);
  }

  /** KL of each dimension, from validation to validation: the darker, the more. */
  #heat() {
    const columns = this.#validations("kl_per_dimension");
    if (!columns.length) return nothing;
    const last = columns.at(-1).row.kl_per_dimension;
    const dimensions = last.map((_, d) => d).sort((a, b) => last[b] - last[a]);
    const most = Math.max(...columns.flatMap(({ row }) => row.kl_per_dimension), 1e-9);
    return html`<section><h2>${word("training.heat")}</h2><p class="lead">${word("training.heat.hint", number(most))}</p>
      <div class="wide" tabindex="0" role="region" aria-label=${word("training.heat")}><table class="heat"><thead><tr><th scope="col">z</th>${columns.map(({ epoch }) => html`<th scope="col">${epoch}</th>`)}</tr></thead>
      <tbody>${dimensions.map((d) => html`<tr><th scope="row">${d + 1}</th>${columns.map(({ row }) => {
        const nats = row.kl_per_dimension[d];
        return html`<td title="${number(nats, 3)} nats" style="--share:${Math.sqrt(Math.max(0, nats) / most)}"></td>`;
      })}<td class="last">${number(last[d], 2)}</td></tr>`)}</tbody></table></div></section>`;
  }

  #samples() {
    const rows = this.#validations("samples").reverse();
    return rows.length ? html`<section><h2>${word("training.samples")}</h2><p class="lead">${word("training.samples.hint")}</p>
      <div class="wide" tabindex="0" role="region" aria-label=${word("training.samples")}><table class="epochs"><tbody>${rows.map(({ row, epoch }) => html`<tr><th scope="row" class="number">${epoch}</th>
        ${row.samples.map((text) => html`<td class="said">${text}</td>`)}</tr>`)}</tbody></table></div></section>` : nothing;
  }

  /** Reconstruction against KL at each validation, with lines of equal ELBO. */
  #plane() {
    const series = this.#read.map((run) => ({
      name: run.id,
      colour: this.#colour(run),
      points: run.rows.filter((row) => row.kind === "valid" && row.kl > 0).map((row) => [row.kl, row.rec]),
    })).filter((line) => line.points.length);
    const points = series.flatMap((line) => line.points);
    const sums = points.map(([kl, rec]) => kl + rec);
    const most = Math.max(...points.map(([kl]) => kl));
    const least = Math.min(...points.map(([kl]) => kl));
    const guides = points.length > 1 ? [0, 0.5, 1].map((share) => {
      const sum = Math.min(...sums) + share * (Math.max(...sums) - Math.min(...sums));
      return [[least, sum - least], [most, sum - most]];
    }) : [];
    return { series, guides };
  }
}
customElements.define("training-view", TrainingView);
