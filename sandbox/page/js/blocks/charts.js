// Draws data_visualization blocks: a drawing for the eye, the same numbers as a table for who listens.
// Source: docs.slack.dev/reference/block-kit/blocks/data-visualization-block

import { h } from "../dom.js";
import { plainText } from "../text/render.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [560, 230];
const AREA = { left: 44, right: 12, top: 28, bottom: 34 };
const LINES = 5;
const WIDEST_BARS = 120;

export function chart({ title, chart: drawn }) {
  const isPie = drawn.type === "pie";
  const series = isPie ? [{ name: title, data: drawn.segments }] : drawn.series;
  const labels = isPie ? drawn.segments.map(({ label }) => label) : drawn.axis_config.categories;
  const named = isPie ? labels : series.map(({ name }) => name);
  return h(
    "figure",
    { class: "chart-block" },
    h("figcaption", {}, plainText(title)),
    isPie ? pie(drawn.segments) : plotted(drawn.type, series, labels, drawn.axis_config),
    named.length > 1 ? legend(named) : null,
    table(title, series, labels),
  );
}

function plotted(kind, series, labels, { x_label: below, y_label: beside }) {
  const values = series.map(({ data }) => labels.map((label) => data.find((point) => point.label === label)?.value ?? 0));
  const { low, high, gap } = bounds(values.flat());
  const y = (value) => AREA.top + ((high - value) / (high - low)) * (HEIGHT - AREA.top - AREA.bottom);
  const step = (WIDTH - AREA.left - AREA.right) / labels.length;
  const x = (index) => AREA.left + step * (index + 0.5);
  const draw = kind === "bar" ? bars : lines;
  return picture(
    ...grid(low, high, gap, y),
    ...labels.map((label, index) => text(x(index), HEIGHT - AREA.bottom + 16, label, "middle", step / 6.5)),
    below ? text(WIDTH / 2, HEIGHT - 2, below, "middle") : null,
    beside ? text(4, 11, beside, "start") : null,
    ...values.flatMap((row, place) => draw(row, { place, count: values.length, x, y, step, low, isFilled: kind === "area" })),
  );
}

function bars(row, { place, count, x, y, step, low }) {
  const width = Math.min(step * 0.66, WIDEST_BARS) / count;
  const ground = y(Math.max(0, low));
  return row.flatMap((value, index) => {
    const left = x(index) - (width * count) / 2 + width * place;
    return [
      shape("rect", {
        class: `series-${place + 1} filled`,
        x: left,
        y: Math.min(y(value), ground),
        width: width * 0.94,
        height: Math.abs(y(value) - ground),
      }),
      // Where they stand too close the numbers are in the table only.
      width > 26 ? text(left + width * 0.47, Math.min(y(value), ground) - 4, String(value), "middle") : null,
    ];
  });
}

function lines(row, { place, x, y, low, isFilled }) {
  const points = row.map((value, index) => `${x(index)},${y(value)}`);
  const ground = y(Math.max(0, low));
  return [
    isFilled
      ? shape("polygon", {
          class: `series-${place + 1} area`,
          points: [`${x(0)},${ground}`, ...points, `${x(row.length - 1)},${ground}`].join(" "),
        })
      : null,
    shape("polyline", { class: `series-${place + 1} line`, points: points.join(" ") }),
    ...row.map((value, index) =>
      shape("circle", { class: `series-${place + 1} filled`, cx: x(index), cy: y(value), r: 3.5 }),
    ),
  ];
}

function pie(segments) {
  const sum = segments.reduce((all, { value }) => all + value, 0);
  const [cx, cy, r] = [WIDTH / 2, HEIGHT / 2, HEIGHT / 2 - 12];
  let turned = -Math.PI / 2;
  return picture(
    ...segments.map(({ value }, index) => {
      const end = turned + (value / sum) * 2 * Math.PI;
      const at = (angle) => `${cx + r * Math.cos(angle)},${cy + r * Math.sin(angle)}`;
      const isWhole = value === sum;
      const drawn = isWhole
        ? shape("circle", { class: `series-${index + 1} filled`, cx, cy, r })
        : shape("path", {
            class: `series-${index + 1} filled slice`,
            d: `M${cx},${cy} L${at(turned)} A${r},${r} 0 ${end - turned > Math.PI ? 1 : 0} 1 ${at(end)} Z`,
          });
      turned = end;
      return drawn;
    }),
  );
}

function grid(low, high, gap, y) {
  return Array.from({ length: Math.round((high - low) / gap) + 1 }, (_, index) => {
    const value = low + gap * index;
    const line = shape("line", { class: "grid", x1: AREA.left, x2: WIDTH - AREA.right, y1: y(value), y2: y(value) });
    return [line, text(AREA.left - 6, y(value) + 4, String(Number(value.toPrecision(3))), "end")];
  }).flat();
}

// From 0 or below it to above the highest, in steps of 1, 2 or 5 with noughts; whole numbers in whole steps.
function bounds(values) {
  const lowest = Math.min(0, ...values);
  const span = Math.max(0, ...values) * 1.12 - lowest || 1;
  const power = 10 ** Math.floor(Math.log10(span / LINES));
  const wide = [1, 2, 5, 10].map((step) => step * power).find((step) => span / step <= LINES);
  const gap = values.every(Number.isInteger) ? Math.max(1, wide) : wide;
  const low = Math.floor(lowest / gap) * gap;
  return { low, high: low + Math.ceil((lowest + span - low) / gap - 1e-9) * gap, gap };
}

function picture(...parts) {
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", class: "chart" });
  svg.append(...parts.filter(Boolean));
  return svg;
}

function shape(name, props) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(props)) made.setAttribute(key, String(value));
  return made;
}

function text(x, y, words, anchor, most = 60) {
  const made = shape("text", { x, y, "text-anchor": anchor });
  made.textContent = words.length > most ? `${words.slice(0, Math.max(1, Math.floor(most) - 1))}…` : words;
  return made;
}

function legend(names) {
  return h(
    "ul",
    { class: "chart-legend", "aria-hidden": "true" },
    names.map((name, index) => h("li", {}, h("span", { class: `series-${index + 1} swatch` }), plainText(name))),
  );
}

function table(title, series, labels) {
  return h(
    "table",
    { class: "only-heard" },
    h("caption", {}, title),
    h("thead", {}, h("tr", {}, h("td", {}), series.map(({ name }) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      {},
      labels.map((label) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, label),
          series.map(({ data }) => h("td", {}, String(data.find((point) => point.label === label)?.value ?? ""))),
        ),
      ),
    ),
  );
}
