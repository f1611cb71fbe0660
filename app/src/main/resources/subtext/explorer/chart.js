// Line charts and scatter plots by ECharts, in the colours of the page.
import * as echarts from "echarts";
import { html } from "lit";
import { Part } from "./view.js";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * `series`: [{name, points: [[x, y], ...], colour, faint, dashed, axis}]; a colour is its place in the palette. `plain`
 * leaves the legend to the page.
 */
class LineChart extends Part {
  static properties = { name: {}, unit: {}, across: {}, series: { attribute: false }, scatter: { type: Boolean }, plain: { type: Boolean }, guides: { attribute: false } };

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

  /** Points on the way of a run, the last with a ring. */
  #path(points, own) {
    return points.map((value, i) => i < points.length - 1 ? value
      : { value, symbolSize: 11, itemStyle: { color: own, borderColor: colour("--ink"), borderWidth: 1.5 } });
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
    const legend = lines.length > 1 && !this.plain;
    const paint = (each, place) => colour(`--label-${1 + ((each.colour ?? place) % 8)}`);
    this.chart.setOption({
      animation: false,
      textStyle: { fontFamily: colour("--sans") },
      grid: { left: 8, right: 12, top: legend ? 28 : 10, bottom: 24, containLabel: true },
      legend: legend ? { data: lines.map((each) => each.name), top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: muted, fontSize: 11 } } : undefined,
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
        ...lines.map((each, place) => ({
          name: each.name,
          type: "line",
          data: this.scatter ? this.#path(each.points, paint(each, place)) : each.points,
          yAxisIndex: each.axis ?? 0,
          symbol: this.scatter || each.points.length < 3 ? "circle" : "none",
          symbolSize: 6,
          itemStyle: { color: paint(each, place), opacity: 1 },
          lineStyle: { color: paint(each, place), width: this.scatter ? 1 : 1.6, opacity: each.faint || this.scatter ? 0.4 : 1, type: each.dashed ? "dashed" : "solid" },
        })),
        ...(this.guides ?? []).map((points) => ({ type: "line", data: points, symbol: "none", silent: true, lineStyle: { width: 1, type: [2, 4], color: muted, opacity: 0.8 }, tooltip: { show: false } })),
      ],
    }, true);
  }
}
customElements.define("line-chart", LineChart);
