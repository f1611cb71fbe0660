// Line charts and scatter plots by ECharts, in the colours of the page.
import * as echarts from "echarts";
import { html } from "lit";
import { Part } from "./view.js";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** `series`: [{name, points: [[x, y], ...], dashed, axis}]; `table` says the same to who cannot see it. */
class LineChart extends Part {
  static properties = { name: {}, unit: {}, across: {}, series: { attribute: false }, scatter: { type: Boolean }, guides: { attribute: false } };

  render() {
    return html`<figure><figcaption>${this.name} <small>${this.unit}</small></figcaption>
      <div class="plot" role="img" aria-label=${this.#words()}></div></figure>`;
  }

  /** The last point of each line. */
  #words() {
    const ends = (this.series ?? []).filter((line) => line.points.length)
      .map((line) => `${line.name} ${line.points.at(-1)[1].toPrecision(4)}`);
    return [this.name, ...ends].join(", ");
  }

  firstUpdated() {
    this.chart = echarts.init(this.querySelector(".plot"), null, { renderer: "svg" });
    this.observer = new ResizeObserver(() => this.chart.resize());
    this.observer.observe(this);
    this.light = matchMedia("(prefers-color-scheme: dark)");
    this.redraw = () => this.requestUpdate();
    this.light.addEventListener("change", this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer?.disconnect();
    this.light?.removeEventListener("change", this.redraw);
    this.chart?.dispose();
  }

  updated() {
    const muted = colour("--muted");
    const line = colour("--line");
    const axis = { axisLine: { lineStyle: { color: line } }, axisLabel: { color: muted, fontSize: 11 }, splitLine: { lineStyle: { color: line } } };
    const lines = this.series ?? [];
    this.chart.setOption({
      animation: false,
      color: [1, 2, 3, 4, 5, 6, 7, 8].map((place) => colour(`--label-${place}`)),
      textStyle: { fontFamily: colour("--sans") },
      grid: { left: 8, right: 12, top: lines.length > 1 ? 28 : 10, bottom: 24, containLabel: true },
      legend: lines.length > 1 ? { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: muted, fontSize: 11 } } : undefined,
      tooltip: {
        trigger: this.scatter ? "item" : "axis",
        renderMode: "richText",
        backgroundColor: colour("--sheet"),
        borderColor: line,
        textStyle: { color: colour("--ink"), fontSize: 12 },
        valueFormatter: (value) => (typeof value === "number" ? value.toPrecision(4) : value),
      },
      xAxis: { type: "value", name: this.across, nameLocation: "middle", nameGap: 22, nameTextStyle: { color: muted, fontSize: 11 }, ...(this.scatter ? { scale: true } : { min: 0, max: ({ max }) => Math.ceil(max) }), ...axis },
      yAxis: [{ type: "value", scale: true, ...axis }, { type: "value", show: lines.some((each) => each.axis), min: 0, splitLine: { show: false }, ...axis }],
      series: [
        ...lines.map((each) => ({
          name: each.name,
          type: this.scatter ? "scatter" : "line",
          data: each.points,
          yAxisIndex: each.axis ?? 0,
          symbol: this.scatter || each.points.length < 3 ? "circle" : "none",
          symbolSize: 7,
          lineStyle: { width: 1.6, type: each.dashed ? "dashed" : "solid" },
        })),
        ...(this.guides ?? []).map((points) => ({ type: "line", data: points, symbol: "none", silent: true, lineStyle: { width: 1, type: "dotted", color: muted }, tooltip: { show: false } })),
      ],
    }, true);
  }
}
customElements.define("line-chart", LineChart);
