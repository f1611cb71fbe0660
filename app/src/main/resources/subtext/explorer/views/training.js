// How training goes or went, as it happens; beside other runs.
import { html, nothing } from "lit";
import { metrics, watchMetrics } from "../api.js";
import { state } from "../state.js";
import { empty, field, number, View } from "../view.js";
import { word } from "../words.js";
import "../chart.js";

/** The charts: [figure of a row, kind of the row, name of its line, how it is drawn]. */
const CHARTS = [
  { name: "loss", unit: "nats", lines: [["loss", "train", "train"], ["nll", "valid", "valid"]] },
  { name: "rec", unit: "nats", lines: [["rec", "train", "train"], ["rec", "valid", "valid"]] },
  { name: "kl", unit: "nats", lines: [["kl", "train", "train"], ["kl", "valid", "valid"], ["kl_weight", "train", "weight", { axis: 1, dashed: true }]] },
  { name: "au", lines: [["au", "valid", "valid"]] },
  { name: "usage", unit: "nats", lines: [["usage", "valid", "usage.usage"], ["mi", "valid", "usage.mi"]] },
  { name: "rate", lines: [["learning_rate_factor", "train", "train"]] },
  { name: "tokens", lines: [["tokens_per_second", "train", "train"]] },
];

/** Validations that are shown side by side, at most. */
const COLUMNS = 40;

class TrainingView extends View {
  static properties = { rows: { state: true }, other: { state: true }, live: { state: true } };

  begin(model) {
    this.rows = null;
    this.other = null;
    this.live = false;
    this.work(async (signal) => {
      const { rows, next } = await metrics(model.id);
      this.rows = rows;
      this.live = true;
      try {
        await watchMetrics(model.id, next, signal, (row) => {
          rows.push(row);
          this.requestUpdate();
        });
      } finally {
        this.live = false;
      }
    });
  }

  async #compare(id) {
    this.other = id ? { id, rows: (await metrics(id)).rows } : null;
  }

  /** Epochs a step: a validation's row has no epoch of its own. */
  #pace(rows) {
    const last = rows.findLast((row) => row.kind === "train" && row.epoch);
    return last ? last.epoch / last.step : 1;
  }

  /** A figure by epoch. */
  #points(rows, figure, kind) {
    const pace = this.#pace(rows);
    return rows.filter((row) => row.kind === kind && Number.isFinite(row[figure])).map((row) => [row.step * pace, row[figure]]);
  }

  #series(lines) {
    const runs = [{ id: null, rows: this.rows }, ...(this.other ? [this.other] : [])];
    return runs.flatMap(({ id, rows }) =>
      lines.map(([figure, kind, name, look]) => ({
        name: [id, word("training." + name)].filter(Boolean).join(" · "),
        points: this.#points(rows, figure, kind),
        ...look,
      }))).filter((line) => line.points.length);
  }

  render() {
    const others = state.models.filter((model) => model.run && model !== state.model);
    return html`<div class="page">
      <div class="row">
        ${others.length ? field(word("training.compare"), html`<select @change=${(event) => this.#compare(event.target.value)}>
          <option value="">–</option>${others.map((model) => html`<option>${model.id}</option>`)}</select>`) : nothing}
        ${this.live ? html`<span class="live" role="status">${word("training.live")}</span>` : nothing}
      </div>
      ${this.trouble}
      ${this.rows === null ? (this.failure ? nothing : empty(word("loading"))) : this.rows.length ? this.#charts() : empty(word("training.empty"))}
    </div>`;
  }

  #charts() {
    const plane = this.#plane();
    return html`<div class="multiples">${CHARTS.map(({ name, unit, lines }) => ({ name, unit, series: this.#series(lines) }))
      .filter((chart) => chart.series.length)
      .map((chart) => html`<line-chart name=${word("training." + chart.name)} unit=${chart.unit ?? ""} across=${word("training.epochs")} .series=${chart.series}></line-chart>`)}
      ${plane.series.length ? html`<div><line-chart scatter name=${word("training.plane")} unit=${word("training.nats")} across="KL" .series=${plane.series} .guides=${plane.guides}></line-chart>
        <p class="lead">${word("training.plane.hint")}</p></div>` : nothing}</div>
      ${this.#heat()} ${this.#samples()}`;
  }

  /** Validations that have `key`, evenly chosen where there are many, with their epochs. */
  #validations(key) {
    const pace = this.#pace(this.rows);
    const all = this.rows.filter((row) => row.kind === "valid" && row[key]).map((row) => ({ row, epoch: Math.round(row.step * pace) }));
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
      <div class="wide" tabindex="0"><table class="heat"><thead><tr><th scope="col">z</th>${columns.map(({ epoch }) => html`<th scope="col">${epoch}</th>`)}</tr></thead>
      <tbody>${dimensions.map((d) => html`<tr><th scope="row">${d + 1}</th>${columns.map(({ row }) => {
        const nats = row.kl_per_dimension[d];
        return html`<td title="${number(nats, 3)} nats" style="--share:${Math.sqrt(Math.max(0, nats) / most)}"></td>`;
      })}</tr>`)}</tbody></table></div></section>`;
  }

  #samples() {
    const rows = this.#validations("samples").reverse();
    return rows.length ? html`<section><h2>${word("training.samples")}</h2><p class="lead">${word("training.samples.hint")}</p>
      <table><tbody>${rows.map(({ row, epoch }) => html`<tr><th scope="row" class="number">${epoch}</th>
        ${row.samples.map((text) => html`<td class="said">${text}</td>`)}</tr>`)}</tbody></table></section>` : nothing;
  }

  /** Reconstruction against KL at each validation, with lines of equal ELBO. */
  #plane() {
    const runs = [{ id: state.model.id, rows: this.rows }, ...(this.other ? [this.other] : [])];
    const series = runs.map(({ id, rows }) => ({
      name: id,
      points: rows.filter((row) => row.kind === "valid" && row.kl > 0).map((row) => [row.kl, row.rec]),
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
