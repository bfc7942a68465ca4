// The charts on paper are drawn with the page, for all rows. When another stratum is chosen they are drawn anew for it, the same
// way: what is printed is what is on the screen.
function redrawPrinted(svg, rows, column, end, local) {
  'use strict';
  // Width, height and margins, as the page says them.
  const [left, right, top, bottom] = svg.dataset.frame.split(' ').map(Number);
  const {width, height} = svg.viewBox.baseVal;
  const x = (period) => (left + (width - left - right) * (period + 0.5) / rows.length).toFixed(1);
  const y = (value) => (top + (1 - Math.min(value, end) / end) * (height - top - bottom)).toFixed(1);
  const line = (periods, values) => periods.map((p, i) => (i ? 'L' : 'M') + x(p) + ' ' + y(values[p])).join('');

  function add(kind, attributes) {
    const element = document.createElementNS(svg.namespaceURI, attributes.d ? 'path' : 'circle');
    element.setAttribute('class', kind);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    svg.append(element);
  }

  // Stretches of periods for which something is known.
  function runs(known) {
    const found = [];
    rows.forEach((_, p) => {
      if (!known(p)) return;
      if (p > 0 && known(p - 1)) found[found.length - 1].push(p);
      else found.push([p]);
    });
    return found;
  }

  svg.querySelectorAll('.b, .w, .s, .q, .d').forEach((element) => element.remove());
  svg.querySelectorAll('.y').forEach((label, i) => {
    label.textContent = local((25 * end * i).toFixed(end < 0.1 ? 1 : 0)) + '%';
  });
  const estimated = runs((p) => column.share[p] !== null);
  estimated.forEach((run) => {
    const back = run.slice().reverse();
    if (run.length > 1) add('b', {d: line(run, column.high) + line(back, column.low).replace('M', 'L') + 'z'});
    else add('w', {d: 'M' + x(run[0]) + ' ' + y(column.low[run[0]]) + 'V' + y(column.high[run[0]])});
  });
  runs((p) => rows[p] > 0).forEach((run) => add('q', {d: line(run, column.raw)}));
  estimated.forEach((run) => {
    add('s', {d: line(run, column.share)});
    if (rows.length <= 70) run.forEach((p) => add('d', {cx: x(p), cy: y(column.share[p]), r: 2.4}));
  });
}
