"use strict";
/* A process from left to right: a lane for who has the matter in hand, a column for a step, its load below the box. */

const BOX = { wide: 128, high: 62, gap: 30, lane: 128, side: 40, head: 26, back: 34 };

function flow(process) {
  const lanes = [...new Set(process.steps.map((step) => step.lane))];
  const most = Math.max(1, ...process.steps.map((step) => step.waiting));
  const top = BOX.head + (process.returns.length ? Math.min(3, process.returns.length) * 16 + 14 : 0);
  const wide = BOX.side + process.steps.length * (BOX.wide + BOX.gap) + 10;
  const high = top + lanes.length * BOX.lane + 6;
  const at = process.steps.map((step, n) => ({
    x: BOX.side + 14 + n * (BOX.wide + BOX.gap),
    y: top + lanes.indexOf(step.lane) * BOX.lane + 14,
  }));
  const mark = `arrow-${process.name}-${process.register}`.replace(/[^\p{L}\p{N}-]/gu, "");
  return s(
    "svg",
    { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, role: "img", "aria-label": process.alt, class: "flow" },
    s("defs", {}, s("marker", { id: mark, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, s("path", { d: "M0 0L8 4L0 8z", class: "tip" }))),
    lanes.map((lane, n) => [
      s("rect", { x: 1, y: top + n * BOX.lane, width: wide - 2, height: BOX.lane, class: n % 2 ? "lane odd" : "lane" }),
      s("text", { transform: `translate(22 ${top + (n + 0.5) * BOX.lane}) rotate(-90)`, class: "lane-name", "text-anchor": "middle" }, lane),
    ]),
    at.slice(1).map((to, n) => s("path", { d: way(at[n], to), class: "way", "marker-end": `url(#${mark})` })),
    process.returns.map(([from, to, times], n) => back(at, from, to, times, { n, top, mark })),
    process.steps.map((step, n) => box(step, at[n], most)),
  );
}

function way(from, to) {
  const [x, y, x2, y2] = [from.x + BOX.wide, from.y + BOX.high / 2, to.x - 2, to.y + BOX.high / 2];
  const middle = (x + x2) / 2;
  return y === y2 ? `M${x} ${y}H${x2}` : `M${x} ${y}H${middle}V${y2}H${x2}`;
}

function back(at, from, to, times, { n, top, mark }) {
  const high = top - 12 - (n % 3) * 16;
  const [x, x2] = [at[from].x + BOX.wide / 2 - 10, at[to].x + BOX.wide / 2 + 10];
  return [
    s("path", { d: `M${x} ${at[from].y}V${high}H${x2}V${at[to].y - 2}`, class: "back", "marker-end": `url(#${mark})` }),
    s("text", { x: x2 + 6, y: high - 4, class: "times" }, times),
  ];
}

function box(step, { x, y }, most) {
  const share = step.waiting / most;
  const middle = x + BOX.wide / 2;
  const load = step.overdue ? t("load_overdue", { n: step.waiting, late: step.overdue }) : t("load", { n: step.waiting });
  const kind = ["box", step.worst && "worst", step.key && "key", !step.must && "may"].filter(Boolean).join(" ");
  return s(
    "g",
    {},
    s("title", {}, [step.name, step.post, ...step.told].join("\n")),
    s("rect", { x, y, width: BOX.wide, height: BOX.high, rx: 5, class: kind }),
    s("text", { x: middle, y: y + 21, class: "name", "text-anchor": "middle" }, step.name),
    s("text", { x: middle, y: y + 38, class: "small", "text-anchor": "middle" }, cut(step.post, 10)),
    s("text", { x: middle, y: y + 54, class: "small", "text-anchor": "middle" }, step.limit ? t("limit", { limit: cut(step.limit, 9) }) : t("no_limit")),
    s("rect", { x, y: y + BOX.high + 6, width: BOX.wide, height: 5, rx: 2.5, class: "track" }),
    share > 0 && s("rect", { x, y: y + BOX.high + 6, width: Math.max(5, BOX.wide * share), height: 5, rx: 2.5, class: step.overdue ? "load late" : "load" }),
    s("text", { x, y: y + BOX.high + 26, class: step.overdue ? "small late" : "small" }, load),
    step.median !== null && s("text", { x, y: y + BOX.high + 41, class: "small" }, t("median", { n: step.median })),
  );
}

/* A text of Han characters, each two letters wide, cut to a width. */
function cut(text, most) {
  let wide = 0;
  const signs = [...text];
  const end = signs.findIndex((sign) => (wide += sign.charCodeAt(0) > 255 ? 1 : 0.55) > most);
  return end < 0 ? text : `${signs.slice(0, end).join("")}…`;
}
