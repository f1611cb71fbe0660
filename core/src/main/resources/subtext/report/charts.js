// Draws the charts of a page from its JSON. Without it, everything but the charts can be read.
(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const say = (key, ...values) => values.reduce((text, v, i) => text.replaceAll(`{${i}}`, v), data.texts[key] ?? key);
  const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const fontFamily = getComputedStyle(document.body).fontFamily;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const number = v => v == null ? '–' : Math.abs(v) >= 100 ? v.toFixed(1) : v.toFixed(2);
  const short = v => Math.abs(v) >= 1e6 ? v / 1e6 + 'M' : Math.abs(v) >= 1e3 ? v / 1e3 + 'k' : String(v);

  /** An element with text, never markup: tooltips show what a corpus says. */
  const element = (tag, text, ...children) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };
  const tip = (...children) => {
    const box = element('div', '', ...children);
    box.className = 'tip';
    return box;
  };

  /** Keeps a chart drawn through changes of size and color scheme. */
  function chart(plot, renderer, option) {
    const drawn = echarts.init(plot, null, {renderer});
    const draw = () => drawn.setOption({animation: !still.matches, animationDuration: 300, textStyle: {fontFamily}, ...option(drawn)}, true);
    draw();
    new ResizeObserver(() => { drawn.resize(); draw(); }).observe(plot);
    dark.addEventListener('change', draw);
    return {drawn, draw};
  }

  const axis = more => ({
    axisLine: {show: false}, axisTick: {show: false}, splitNumber: 3,
    axisLabel: {color: color('muted'), fontSize: 11, hideOverlap: true, formatter: short},
    splitLine: {lineStyle: {color: color('line')}},
    ...more,
  });
  const tooltip = more => ({
    confine: true, backgroundColor: color('sheet'), borderColor: color('line'), padding: [8, 12],
    textStyle: {color: color('ink')}, extraCssText: 'box-shadow: 0 4px 16px #0002; max-width: min(22rem, 90vw)',
    ...more,
  });

  /** Phases that begin within the curves; a name is left out where it would run into the one before. */
  function phasesOf(curves, width) {
    const last = Math.max(...curves.flatMap(curve => curve.points.map(point => point[0])));
    const half = name => [...name].reduce((sum, c) => sum + (c > '\u2e80' ? 11 : 6), 0) / 2 + 3;
    let taken = -Infinity;
    return data.phases.filter(phase => phase.step > 0 && phase.step < last).map(phase => {
      const at = phase.step / last * width;
      const free = at - half(phase.name) > taken;
      if (free) taken = at + half(phase.name);
      return {xAxis: phase.step, name: free ? phase.name : ''};
    });
  }

  function curveOption(curves, drawn) {
    const phases = phasesOf(curves, drawn.getWidth() - 50);
    return {
      grid: {left: 4, right: 14, top: 22, bottom: 4, containLabel: true},
      tooltip: tooltip({
        trigger: 'axis', axisPointer: {lineStyle: {color: color('muted')}},
        formatter: rows => tip(
          element('small', `${say('step')} ${Number(rows[0].value[0]).toLocaleString('en')}`),
          ...rows.map(row => element('div', `${row.seriesName} ${number(row.value[1])}`))),
      }),
      xAxis: axis({type: 'value', min: 'dataMin', max: 'dataMax', splitLine: {show: false}}),
      yAxis: axis({type: 'value', scale: true}),
      series: curves.map((curve, i) => {
        const faint = curve.split === 'train' && curves.length > 1;
        return {
          type: 'line', name: curve.run ?? say('split.' + curve.split), data: curve.points,
          showSymbol: curve.points.length < 2, sampling: 'lttb', z: faint ? 2 : 3,
          color: color(curve.run ? 'label-' + curve.color : faint ? 'faint' : 'accent'),
          lineStyle: {width: faint ? 1.25 : 2.25},
          markLine: i > 0 || !phases.length ? undefined : {
            silent: true, symbol: 'none', lineStyle: {color: color('muted'), type: [2, 4], width: 1},
            label: {formatter: line => line.name, color: color('muted'), fontSize: 10, position: 'end', distance: 4},
            data: phases,
          },
        };
      }),
    };
  }

  function dimensionsOption() {
    return {
      grid: {left: 4, right: 4, top: 10, bottom: 4, containLabel: true},
      tooltip: tooltip({
        trigger: 'axis', axisPointer: {type: 'shadow', shadowStyle: {color: color('line'), opacity: .4}},
        formatter: ([bar]) => {
          const [index, kl, variance, active] = data.dimensions[bar.dataIndex];
          return tip(
            element('div', `${say('dimensions.dimension')} ${index} · ${say(active ? 'dimensions.active' : 'dimensions.idle')}`),
            element('small', `${say('dimensions.kl')} ${number(kl)} · ${say('dimensions.variance')} ${number(variance)}`));
        },
      }),
      xAxis: axis({type: 'category', data: data.dimensions.map(d => d[0]), splitLine: {show: false},
        axisLabel: {color: color('muted'), fontSize: 11, hideOverlap: true}}),
      yAxis: axis({type: 'value'}),
      series: [{
        type: 'bar', barCategoryGap: '20%',
        data: data.dimensions.map(([, kl, , active]) =>
          ({value: kl, itemStyle: {color: color(active ? 'accent' : 'rest'), borderRadius: [2, 2, 0, 0]}})),
      }],
    };
  }

  const colors = 8;
  const shownResults = 60;

  /** The map: points by label, some singled out by labels or by a search. */
  function map(plot) {
    const {labels, points} = data.map;
    const root = plot.closest('.atlas');
    const chosen = [];
    let wanted = '';
    const labelName = i => labels[i][0] || say('map.noLabel');
    const size = drawn => Math.max(3.5, Math.min(10, Math.sqrt(drawn.getWidth() * drawn.getHeight() / points.length) / 3));

    /** Label to color, 1 to 8: its own where that is free, so that colors stay while labels are chosen. */
    function palette() {
      const colored = new Map();
      const free = new Set(Array.from({length: colors}, (_, i) => i + 1));
      const show = chosen.length ? chosen : labels.map((_, i) => i).slice(0, colors);
      for (const label of show) {
        const own = label % colors + 1;
        const taken = free.has(own) ? own : [...free][0];
        if (!taken) break;
        free.delete(taken);
        colored.set(label, taken);
      }
      return colored;
    }
    const folded = points.map(point => point[4].toLowerCase());
    const isHit = i => (!chosen.length || chosen.includes(points[i][2])) && (!wanted || folded[i].includes(wanted));
    const isFiltered = () => chosen.length > 0 || wanted !== '';

    /** Ranges with the same units for a pixel on both axes: distances are what the map shows. */
    function ranges(drawn) {
      const bounds = k => points.reduce(([low, high], p) => [Math.min(low, p[k]), Math.max(high, p[k])], [Infinity, -Infinity]);
      const [x, y] = [bounds(0), bounds(1)];
      const unit = Math.max((x[1] - x[0]) / drawn.getWidth(), (y[1] - y[0]) / drawn.getHeight(), 1e-9) * 1.06;
      const around = ([low, high], pixels) => [(low + high - unit * pixels) / 2, (low + high + unit * pixels) / 2];
      return [around(x, drawn.getWidth()), around(y, drawn.getHeight())];
    }

    let zoom = [0, 100, 0, 100];
    function option(drawn) {
      const colored = palette();
      const [x, y] = ranges(drawn);
      const dot = size(drawn) * Math.min(2, Math.sqrt(100 / (zoom[1] - zoom[0])));
      const groups = new Map();
      points.forEach((point, i) => {
        const key = isFiltered() && !isHit(i) ? 'rest' : colored.get(point[2]) ?? 'other';
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push({value: [point[0], point[1]], index: i});
      });
      const hidden = {type: 'value', show: false};
      const inside = {type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: zoom[1] - zoom[0] < 99, moveOnMouseWheel: false, filterMode: 'none'};
      return {
        animation: false,
        grid: {left: 0, right: 0, top: 0, bottom: 0},
        xAxis: {...hidden, min: x[0], max: x[1]}, yAxis: {...hidden, min: y[0], max: y[1]},
        dataZoom: [{...inside, xAxisIndex: 0, start: zoom[0], end: zoom[1]}, {...inside, yAxisIndex: 0, start: zoom[2], end: zoom[3]}],
        tooltip: tooltip({
          trigger: 'item',
          formatter: hit => {
            const [, , label, length, sentence] = points[hit.data.index];
            return tip(element('p', sentence), element('small', `${labelName(label)} · ${say('map.length', length)}`));
          },
        }),
        series: [...groups].map(([key, members]) => ({
          id: String(key), type: 'scatter', data: members, symbolSize: isFiltered() && key !== 'rest' ? dot * 1.6 : dot,
          z: key === 'rest' ? 1 : key === 'other' ? 2 : 3, silent: key === 'rest',
          itemStyle: {color: color(typeof key === 'number' ? 'label-' + key : 'rest'), opacity: key === 'rest' ? .3 : .8},
          emphasis: {scale: 1.8, itemStyle: {opacity: 1, borderColor: color('ink'), borderWidth: 1.5}},
        })),
      };
    }
    const {drawn, draw} = chart(plot, 'canvas', option);

    function point(i, on) {
      drawn.getOption().series.forEach((series, seriesIndex) => {
        const dataIndex = series.data.findIndex(member => member.index === i);
        if (dataIndex < 0) return;
        drawn.dispatchAction({type: on ? 'highlight' : 'downplay', seriesIndex, dataIndex});
        drawn.dispatchAction(on ? {type: 'showTip', seriesIndex, dataIndex} : {type: 'hideTip'});
      });
    }

    function list() {
      const hits = points.map((_, i) => i).filter(isHit);
      root.querySelector('p.found').textContent =
        hits.length === 0 ? say('map.noResults') : hits.length === 1 ? say('map.result') : say('map.results', hits.length.toLocaleString('en'));
      root.querySelector('ol.found').replaceChildren(...hits.slice(0, shownResults).map(i => {
        const button = element('button', points[i][4]);
        button.type = 'button';
        for (const [event, on] of [['focus', true], ['mouseenter', true], ['click', true], ['blur', false], ['mouseleave', false]]) {
          button.addEventListener(event, () => point(i, on));
        }
        return element('li', '', button);
      }));
    }

    const group = root.querySelector('.labels');
    function legend() {
      if (labels.length === 1) return;
      const colored = palette();
      const focused = [...group.children].indexOf(document.activeElement);
      const buttons = labels.map(([, count], i) => {
        const dot = element('i');
        if (colored.has(i)) dot.style.background = `var(--label-${colored.get(i)})`;
        const button = element('button', '', dot, element('span', labelName(i)), element('small', count.toLocaleString('en')));
        button.type = 'button';
        button.setAttribute('aria-pressed', chosen.includes(i));
        button.addEventListener('click', () => {
          chosen.includes(i) ? chosen.splice(chosen.indexOf(i), 1) : chosen.push(i);
          if (chosen.length > colors) chosen.shift();
          update();
        });
        return button;
      });
      group.replaceChildren(...buttons);
      if (focused >= 0) buttons[Math.min(focused, buttons.length - 1)].focus();
    }
    const clear = root.querySelector('.clear');
    const update = () => { draw(); legend(); list(); clear.hidden = !chosen.length; };
    clear.addEventListener('click', () => { chosen.length = 0; update(); group.querySelector('button').focus(); });
    legend();
    list();

    let typing;
    root.querySelector('#search').addEventListener('input', event => {
      wanted = event.target.value.trim().toLowerCase();
      clearTimeout(typing);
      typing = setTimeout(() => { draw(); list(); }, 120);
    });
    drawn.on('datazoom', () => {
      const [x, y] = drawn.getOption().dataZoom;
      zoom = [x.start, x.end, y.start, y.end];
    });
    const scale = (low, high, factor) => {
      const half = Math.min(50, (high - low) / 2 * factor);
      const middle = Math.min(100 - half, Math.max(half, (low + high) / 2));
      return [middle - half, middle + half];
    };
    root.querySelectorAll('[data-zoom]').forEach(button => button.addEventListener('click', () => {
      const factor = {zoomIn: .6, zoomOut: 1 / .6, zoomReset: Infinity}[button.dataset.zoom];
      zoom = [...scale(zoom[0], zoom[1], factor), ...scale(zoom[2], zoom[3], factor)];
      draw();
    }));
  }

  /** Runs by rate (KL) and distortion (reconstruction), with lines of equal sums. */
  function planeOption() {
    const runs = data.plane;
    const range = (values, least) => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const margin = Math.max((high - low) * .18, 1);
      return [Math.max(least, low - margin), high + margin];
    };
    const x = range(runs.map(run => run.rate), 0);
    const y = range(runs.map(run => run.distortion), -Infinity);
    const named = (name, gap) => ({
      name, nameLocation: 'middle', nameGap: gap, nameTextStyle: {color: color('muted')},
      axisLabel: {color: color('muted'), formatter: v => String(+v.toFixed(1)), showMinLabel: false, showMaxLabel: false},
    });
    const show = run => tip(element('p', run.name), element('small', run.latent
      ? `${number(run.distortion)} + ${number(run.rate)} = ${number(run.distortion + run.rate)}` : number(run.distortion)));
    return {
      grid: {left: 26, right: 30, top: 12, bottom: 30, containLabel: true},
      tooltip: tooltip({trigger: 'item', formatter: hit => show(runs[hit.seriesIndex])}),
      xAxis: axis({type: 'value', min: x[0], max: x[1], splitLine: {show: false}, ...named(say('compare.rate'), 30)}),
      yAxis: axis({type: 'value', min: y[0], max: y[1], ...named(say('compare.distortion'), 40)}),
      series: [
        ...runs.map(run => ({
          type: 'scatter', data: [[run.rate, run.distortion]], symbolSize: 14, z: 3,
          symbol: run.latent ? 'circle' : 'diamond', itemStyle: {color: color('label-' + run.color)},
          label: {show: true, formatter: () => run.name, color: color('ink'), fontSize: 12,
            position: run.rate > (x[0] + x[1]) / 2 ? 'left' : 'right', distance: 8},
          labelLayout: {moveOverlap: 'shiftY'},
        })),
        ...runs.map(run => ({
          type: 'line', silent: true, symbol: 'none', clip: true,
          data: x.map(rate => [rate, run.rate + run.distortion - rate]),
          lineStyle: {color: color('label-' + run.color), type: [2, 4], width: 1.25},
        })),
      ],
    };
  }

  document.querySelectorAll('[data-chart=curve]').forEach((plot, i) => chart(plot, 'svg', drawn => curveOption(data.curves[i], drawn)));
  document.querySelectorAll('[data-chart=dimensions]').forEach(plot => chart(plot, 'svg', dimensionsOption));
  document.querySelectorAll('[data-chart=plane]').forEach(plot => chart(plot, 'svg', planeOption));
  document.querySelectorAll('[data-chart=map]').forEach(map);
  document.documentElement.dataset.drawn = 'true';
})();
