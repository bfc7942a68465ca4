// What the report on trends can do beyond view.js: zoom, another stratum. Without it everything is still there.
(function () {
  'use strict';
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const day = 86400000;
  const start = data.periods.map((period) => Date.parse(period.first_day));
  const end = data.periods.map((period) => Date.parse(period.last_day) + day);
  const middle = start.map((first, i) => (first + end[i]) / 2);
  let series = data.series[0];
  let charts = [];

  const vietnamese = () => root.lang === 'vi';
  const local = (digits) => (vietnamese() ? digits.replace('.', ',') : digits);
  const percent = (share) => local((100 * share).toFixed(1)) + '%';
  const colour = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();

  // The round number at or above the highest value, as on the printed charts.
  function axisEnd(most) {
    return [0.01, 0.02, 0.04, 0.08, 0.12, 0.2, 0.32, 0.4, 0.6, 0.8].find((round) => most <= round) || 1;
  }

  const columns = (topic) => series.topics[topic];
  function highest(topic) {
    const column = columns(topic);
    return Math.max(...column.raw, ...column.high.map((high) => high || 0));
  }

  function rowsOf(topic) {
    const column = columns(topic);
    return middle.map((time, i) => {
      const raw = series.rows[i] ? column.raw[i] : null;
      const share = column.share[i];
      return [new Date(time), raw === null ? [null, null, null] : [raw, raw, raw],
              share === null ? [null, null, null] : [column.low[i], share, column.high[i]]];
    });
  }

  function periodAt(time) {
    const found = end.findIndex((last) => time < last);
    return found < 0 ? data.periods.length - 1 : found;
  }

  function readout(topic, period) {
    const column = columns(topic);
    let text = data.periods[period].label + ': ';
    text += column.share[period] === null ? '–'
      : percent(column.share[period]) + ' (' + percent(column.low[period]) + ' – ' + percent(column.high[period]) + ')';
    if (series.rows[period]) text += (vietnamese() ? ' · thô ' : ' · raw ') + percent(column.raw[period]);
    return text + ' · n = ' + series.rows[period];
  }

  function verticalLine(canvas, x, area, dash, ink) {
    canvas.save();
    canvas.strokeStyle = ink;
    canvas.lineWidth = 1.2;
    canvas.setLineDash(dash);
    canvas.beginPath();
    canvas.moveTo(x, area.y);
    canvas.lineTo(x, area.y + area.h);
    canvas.stroke();
    canvas.restore();
  }

  // Change points with a triangle, events with their number.
  function drawMarks(canvas, area, graph) {
    const inside = (x) => x >= area.x && x <= area.x + area.w;
    data.changes.forEach((change) => {
      const x = graph.toDomXCoord(start[change.period]);
      if (!inside(x)) return;
      verticalLine(canvas, x, area, [2, 3], colour('mark'));
      canvas.fillStyle = colour('mark');
      canvas.beginPath();
      canvas.moveTo(x - 4.5, area.y);
      canvas.lineTo(x + 4.5, area.y);
      canvas.lineTo(x, area.y + 7);
      canvas.fill();
    });
    data.events.forEach((event, i) => {
      const x = graph.toDomXCoord(Date.parse(event.day));
      if (!inside(x)) return;
      verticalLine(canvas, x, area, [], colour('ink'));
      canvas.fillStyle = colour('ink');
      canvas.font = 'bold 12px system-ui, sans-serif';
      canvas.fillText(String(i + 1), x + 4, area.y + 11);
    });
  }

  // Labels under the axis: names of periods, as many as fit.
  function ticks(from, to, pixels) {
    const first = periodAt(from);
    const last = periodAt(to - 1);
    const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, Math.floor(pixels / 75))));
    const list = [];
    for (let i = first; i <= last; i += step) list.push({v: middle[i], label: data.periods[i].label.slice(0, 10)});
    return list;
  }

  function options(topic) {
    return {
      file: rowsOf(topic),
      colors: [colour('raw'), colour('share')],
      gridLineColor: colour('line'),
      axisLineColor: colour('line'),
      valueRange: [0, axisEnd(one('#same').checked ? Math.max(...data.topics.map((_, k) => highest(k))) : highest(topic))],
    };
  }

  function zoomed(graph) {
    const window = graph.xAxisRange();
    charts.forEach((other) => { if (other.graph !== graph) other.graph.updateOptions({dateWindow: window}); });
    one('#from').value = periodAt(window[0] + 1);
    one('#to').value = periodAt(window[1] - 1);
  }

  const whole = () => [start[0], end[end.length - 1]];

  function makeChart(figure) {
    const topic = Number(figure.dataset.topic);
    const box = document.createElement('div');
    box.className = 'chart';
    box.setAttribute('aria-hidden', 'true');
    figure.querySelector('.plot').append(box);
    const say = figure.querySelector('.readout');
    const graph = new Dygraph(box, rowsOf(topic), Object.assign(options(topic), {
      labels: ['x', 'raw', 'share'], customBars: true, fillAlpha: 0.2, legend: 'never', labelsUTC: true,
      dateWindow: whole(), drawPoints: data.periods.length <= 70, pointSize: 2.4, animatedZooms: false,
      panEdgeFraction: 0.0001, xRangePad: 0, xAxisHeight: 26,
      series: {raw: {strokePattern: [5, 4], strokeWidth: 1.4, drawPoints: false}, share: {strokeWidth: 2.2}},
      axes: {
        x: {ticker: ticks, axisLabelWidth: 80, drawGrid: false},
        y: {axisLabelWidth: 44, axisLabelFormatter: (value) => local(String(Math.round(1000 * value) / 10)) + '%', pixelsPerLabel: 30},
      },
      underlayCallback: drawMarks,
      highlightCallback: (event, time) => { say.textContent = readout(topic, periodAt(time)); },
      unhighlightCallback: () => { say.textContent = ''; },
      zoomCallback: () => zoomed(graph),
    }));
    figure.querySelector('svg').classList.add('covered');
    return {topic, graph, figure};
  }

  function setWindow(from, to) {
    charts.forEach((chart) => chart.graph.updateOptions({dateWindow: [start[from], end[to]]}));
    one('#from').value = from;
    one('#to').value = to;
  }

  function redraw() {
    charts.forEach((chart) => chart.graph.updateOptions(options(chart.topic)));
  }

  function fillSelect(select, words) {
    words.forEach((word, i) => select.add(new Option(word, String(i))));
  }

  // The table of a chart follows the stratum that the chart shows.
  function fillTable(chart) {
    const column = columns(chart.topic);
    chart.figure.querySelectorAll('tbody tr').forEach((row, i) => {
      const known = column.share[i] !== null;
      const cells = row.querySelectorAll('td');
      [String(series.rows[i]), series.rows[i] ? percent(column.raw[i]) : '–', known ? percent(column.share[i]) : '–',
       known ? percent(column.low[i]) + ' – ' + percent(column.high[i]) : '–',
       data.methods[column.method[i]], data.flags[column.flags[i]]].forEach((text, j) => { cells[j].textContent = text; });
    });
  }

  // What stands on paper follows too, and says of which stratum it is.
  function showStratum(chosen) {
    series = data.series[chosen];
    charts.forEach((chart) => {
      fillTable(chart);
      redrawPrinted(chart.figure.querySelector('svg'), series.rows, columns(chart.topic), axisEnd(highest(chart.topic)), local);
    });
    one('.which').hidden = chosen === 0;
    one('.which strong').textContent = series.stratum;
    redraw();
  }

  // Another language or theme.
  function follow() {
    if (data.series.length > 1) one('#stratum').options[0].text = vietnamese() ? '(tất cả)' : '(all)';
    if (series !== data.series[0]) charts.forEach(fillTable);
    redraw();
  }

  function connect() {
    const last = data.periods.length - 1;
    one('#reset').addEventListener('click', () => setWindow(0, last));
    one('#same').addEventListener('change', redraw);
    one('#open').addEventListener('click', () => all('#shares details').forEach((element) => { element.open = true; }));
    const choose = () => {
      const from = Number(one('#from').value);
      setWindow(from, Math.max(from, Number(one('#to').value)));
    };
    one('#from').addEventListener('change', choose);
    one('#to').addEventListener('change', choose);
    document.addEventListener('view', follow);
    if (data.series.length > 1) {
      one('#stratum').addEventListener('change', (event) => showStratum(Number(event.target.value)));
    }
  }

  function begin() {
    root.classList.add('live');
    all('.controls, .hint').forEach((element) => { element.hidden = false; });
    fillSelect(one('#from'), data.periods.map((period) => period.label));
    fillSelect(one('#to'), data.periods.map((period) => period.label));
    if (data.series.length > 1) fillSelect(one('#stratum'), data.series.map((each, i) => (i ? each.stratum : '(all)')));
    charts = all('figure[data-topic]').map(makeChart);
    connect();
    follow();
    setWindow(0, data.periods.length - 1);
  }

  begin();
})();
