"use strict";
/* The page from top to bottom. */

const grids = {};

function go(id, chosen) {
  grids[id].show(chosen);
  document.getElementById(id).scrollIntoView();
  grids[id].grid.focus({ preventScroll: true });
}

function jump(id, chosen, text, attributes = {}) {
  return h("button", { type: "button", class: "jump", onclick: () => go(id, chosen), ...attributes }, text);
}

const STANDING = PAGE.matters.standing.v;
const GRAVITY = PAGE.findings.gravity.v;

function tile(kind, value, label, note, id, chosen) {
  return h("li", { class: `tile ${kind}` }, jump(id, chosen, [h("span", { class: "value" }, String(value)), h("span", { class: "label" }, label), h("span", { class: "note" }, note)]));
}

function tiles() {
  const f = PAGE.figures;
  const made = [
    tile(f.overdue ? "late" : "good", f.overdue, t("overdue"), t("overdue_of", { departments: f.departments, office: f.office }), "matters", { standing: STANDING[0] }),
    tile("soon", f.due_soon, t("due_soon"), t("due_soon_note"), "matters", { standing: STANDING[1] }),
    tile("wait", f.with_leaders, t("waiting"), t("waiting_note", { n: f.leaders_late }), "matters", { standing: STANDING[2] }),
    tile("error", f.findings_error, t("errors"), t("errors_note", { warnings: f.findings_warning, hints: f.findings_hint }), "findings", { gravity: GRAVITY[1] }),
  ];
  if (f.findings_grave) made.unshift(tile("grave", f.findings_grave, t("classified"), t("classified_note"), "findings", { gravity: GRAVITY[0] }));
  const c = PAGE.changes;
  if (c) made.push(tile("change", c.new ? `+${c.new}` : "0", t("new_findings"), t("new_note", { mended: c.mended, still: c.still }), "findings", { compared: PAGE.newly }));
  return h("ul", { class: "tiles", "aria-label": t("figures") }, made);
}

function worst() {
  const { matters: late, checks } = PAGE.worst;
  const check = ({ gravity, rank, title, n }) =>
    h("li", {}, jump("findings", { gravity, title }, [pill(GRAVITIES[rank], gravity), h("span", { class: "main" }, title), h("span", { class: "badge" }, String(n))], { class: "row check" }));
  return panel("worst", t("worst"),
    h("h3", {}, t("longest")), late.length ? h("ol", { class: "rows" }, late.map((row) => matterLine(row, "late"))) : h("p", { class: "nothing" }, t("none_late")),
    h("h3", {}, t("gravest")), checks.length ? h("ol", { class: "rows" }, checks.map(check)) : h("p", { class: "nothing" }, t("none_found")));
}

function matterLine(row, kind) {
  const told = ["holder", "person", "step", "urgency"].map((id) => matters.text(id, row)).filter(Boolean);
  return h("li", {}, h("button", { type: "button", class: "row", onclick: () => detail(matters, row, "matter", days(matters.text("days", row))) },
    h("span", { class: "main" }, matters.text("matter", row) || matters.text("record", row)),
    h("span", { class: `badge ${kind}` }, days(matters.text("days", row))),
    h("span", { class: "under" }, told.join(" · "))));
}

function next() {
  const rows = PAGE.worst.next;
  return rows.length > 0 && [h("h3", {}, t("next")), h("ol", { class: "rows" }, rows.map((row) => matterLine(row, "soon")))];
}

function changed() {
  const c = PAGE.changes;
  if (!c) return panel("changed", t("changed"), h("p", { class: "nothing" }, t("first_run")), next());
  const facts = [
    [t("new_findings"), jump("findings", { compared: PAGE.newly }, `+${c.new}`, { class: "jump figure up" })],
    [t("mended"), h("span", { class: "figure down" }, `−${c.mended}`)],
    [t("still"), h("span", { class: "figure" }, String(c.still))],
    c.left && [t("left"), h("span", { class: "figure" }, String(c.left))],
    c.unseen && [t("unseen"), h("span", { class: "figure" }, String(c.unseen))],
  ].filter(Boolean);
  const list = (title, of, mark) => of.length > 0 && [h("h3", {}, title), h("ul", { class: "rows" }, of.map(mark))];
  return panel("changed", t("since", { day: c.day }),
    h("dl", { class: "facts" }, facts.map(([term, said]) => h("div", {}, h("dt", {}, term), h("dd", {}, said)))),
    list(t("news"), c.news, ({ rank, title, n }) => h("li", {}, jump("findings", { title, compared: PAGE.newly }, [pill(GRAVITIES[rank], GRAVITY[rank]), h("span", { class: "main" }, title), h("span", { class: "badge" }, `+${n}`)], { class: "row check" }))),
    list(t("gone"), c.gone, ({ title, n }) => h("li", { class: "row check" }, pill("good", t("mended")), h("span", { class: "main" }, title), h("span", { class: "badge good" }, `−${n}`))),
    c.tasks && h("p", { class: "told" }, t("tasks", { carried: c.tasks[0], new: c.tasks[1], done: c.tasks[2], dropped: c.tasks[3], open: c.tasks[4] })),
    (c.first > 0 || c.again > 0) && h("p", { class: "told" }, t("urged", { first: c.first, again: c.again })), next());
}

function acting() {
  const most = Math.max(1, ...PAGE.actors.map((a) => a.overdue + a.soon + a.waiting));
  const number = (n, kind, id, chosen, label) => (n ? jump(id, chosen, String(n), { class: `jump figure ${kind}`, "aria-label": `${label} ${n}` }) : h("span", { class: "zero" }, "–"));
  const row = (a) => {
    const leader = a.kind === "leader";
    const bar = h("span", { class: "bar", "aria-hidden": "true" }, [["late", a.overdue], ["soon", a.soon], ["wait", a.waiting]].map(([kind, n]) => n > 0 && h("i", { class: kind, style: `width:${(100 * n) / most}%` })));
    return h("tr", {},
      h("th", { scope: "row" }, a.name, a.kind !== "department" && h("span", { class: "tag" }, t(`kind_${a.kind}`)), bar),
      h("td", {}, leader ? number(a.waiting, "wait", "matters", { standing: STANDING[2], holder: a.name }, `${a.name} ${t("waiting")}`) : number(a.overdue, "late", "matters", { standing: STANDING[0], holder: a.name }, `${a.name} ${t("overdue")}`)),
      h("td", {}, number(a.soon, "soon", "matters", { standing: STANDING[1], holder: a.name }, `${a.name} ${t("due_soon")}`)),
      h("td", {}, number(a.mend, "", "findings", { who: a.name }, `${a.name} ${t("to_mend")}`)),
      h("td", { class: "papers" }, a.papers.length ? h("details", {}, h("summary", {}, t("papers_n", { n: a.papers.length })), h("ul", {}, a.papers.map(([name, path]) => h("li", {}, link(path, name))))) : h("span", { class: "zero" }, "–")));
  };
  return panel("acting", t("acting"),
    h("div", { class: "wide", tabindex: 0, role: "group", "aria-label": t("acting") },
      h("table", { class: "plain actors" }, h("caption", { class: "unseen" }, t("acting")),
        h("thead", {}, h("tr", {}, [t("who"), t("overdue_or_waiting"), t("due_soon"), t("to_mend"), t("papers")].map((head) => h("th", { scope: "col" }, head)))),
        h("tbody", {}, PAGE.actors.map(row)))));
}

function departments() {
  const d = PAGE.departments;
  const host = h("div", { class: "chart" });
  const colours = ["var(--late-1)", "var(--late-2)", "var(--late-3)", "var(--late-4)"];
  const series = d.bands.map((name, n) => ({ name, colour: colours[n], values: d.late[n] }));
  const told = `${t("late_chart")}${t("colon")}${d.names.map((name, n) => `${name} ${series.reduce((sum, one) => sum + one.values[n], 0)}`).join(t("comma"))}`;
  const [ahead, drawAhead] = aheadChart();
  const made = panel("departments", t("departments"),
    h("div", { class: "two" }, d.names.length > 0 && h("div", {}, h("h3", {}, t("late_chart")), host), ahead),
    d.rows.length > 0 && [h("h3", {}, t("measures")), plainTable(t("measures"), [t("department"), ...d.heads], d.rows)],
    !d.names.length && !d.rows.length && h("p", { class: "nothing" }, t("nothing")));
  const pick = (holder) => go("matters", { standing: STANDING[0], holder });
  const draw = () => {
    if (d.names.length) bars(host, { names: d.names, series, unit: t("unit"), told, pick });
    drawAhead();
  };
  return [made, draw];
}

/* What departments and office have to finish, by the day it is due, as far as ten days with something due. */
function aheadChart() {
  const { due, standing: of } = PAGE.matters;
  const count = new Map();
  of.c.forEach((code, row) => {
    if (code !== 1 && code !== 3) return;
    const day = due.v[due.c[row]];
    const held = count.get(day) ?? [0, 0];
    held[code === 1 ? 0 : 1]++;
    count.set(day, held);
  });
  const names = [...count.keys()].sort().slice(0, 10);
  if (!names.length) return [null, () => {}];
  const host = h("div", { class: "chart" });
  const series = [1, 3].map((code, n) => ({ name: STANDING[code], colour: n ? "var(--g-hint)" : "var(--late-1)", values: names.map((day) => count.get(day)[n]) }));
  const told = `${t("due_chart")}${t("colon")}${names.map((day) => `${day} ${sum(count.get(day))}`).join(t("comma"))}`;
  return [h("div", {}, h("h3", {}, t("due_chart")), host), () => bars(host, { names, series, unit: t("unit"), told })];
}

function processes() {
  if (!PAGE.processes.length) return null;
  const figures = (p) => p.steps.map((step) => [`${step.name}${step.key ? "★" : ""}`, step.lane, step.limit || "—", step.passes, step.median ?? "—", step.ninth ?? "—", step.decided ? `${step.late}/${step.decided}` : "—", step.overdue ? t("load_overdue", { n: step.waiting, late: step.overdue }) : step.waiting, step.returned || "—"]);
  const heads = ["step", "lane", "limit_head", "passes", "median_head", "ninth", "late_of", "in_hand", "returned"].map((id) => t(id));
  return panel("processes", t("processes"), h("p", { class: "told" }, t("process_note")),
    PAGE.processes.map((p) => h("article", { class: "process" },
      h("h3", {}, p.name === p.register ? p.name : t("process_of", { name: p.name, register: p.register })),
      h("p", { class: "told" }, p.told),
      h("div", { class: "wide flows", tabindex: 0, role: "group", "aria-label": p.alt }, flow(p)),
      h("details", {}, h("summary", {}, t("step_figures")), plainTable(p.name, heads, figures(p).map((cells) => cells.map(String)))))));
}

function long(id, title, grid, ...before) {
  grids[id] = grid;
  return panel(id, title, before, grid.element);
}

function gravityChart() {
  const { register, gravity } = PAGE.findings;
  const counts = register.v.map(() => new Int32Array(gravity.v.length));
  register.c.forEach((code, row) => counts[code][gravity.c[row]]++);
  const order = register.v.map((_, n) => n).filter((n) => register.v[n]).sort((a, b) => sum(counts[b]) - sum(counts[a])).slice(0, 12);
  const host = h("div", { class: "chart" });
  const names = order.map((n) => register.v[n]);
  const series = gravity.v.map((name, g) => ({ name, colour: `var(--g-${GRAVITIES[g]})`, values: order.map((n) => counts[n][g]) })).filter(({ values }) => values.some(Boolean));
  const told = `${t("found_chart")}${t("colon")}${order.map((n) => `${register.v[n]} ${sum(counts[n])}`).join(t("comma"))}`;
  const pick = (register, level) => go("findings", { register, gravity: level });
  return names.length < 2 ? [null, () => {}] : [[h("h3", {}, t("found_chart")), host], () => bars(host, { names, series, unit: t("unit"), told, pick })];
}

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

function papers() {
  const kinds = [...new Set(PAGE.papers.map((p) => p.kind))];
  const one = (p) => h("li", {}, p.path ? link(p.path, p.name) : h("span", { class: "held" }, `${p.to} ${p.item} ${p.name}`), p.number && h("span", { class: "tag" }, p.number), p.n > 0 && h("span", { class: "soft" }, t("matters_n", { n: p.n })));
  return panel("papers", t("papers_of_run"), h("p", { class: "told" }, t("copy_hint")),
    h("div", { class: "cards" }, kinds.map((kind) => {
      const of = PAGE.papers.filter((p) => p.kind === kind);
      return h("details", { open: of.length <= 4 }, h("summary", {}, kind, h("span", { class: "badge" }, String(of.length))), h("ul", {}, of.map(one)));
    })));
}

function reading() {
  return panel("reading", t("reading"),
    PAGE.reading.map(({ name, heads, rows, more }, n) => h("details", { open: n === 0 },
      h("summary", {}, name, h("span", { class: "badge" }, String(rows.length + more))),
      plainTable(name, heads, rows), more > 0 && h("p", { class: "told" }, t("more_lines", { n: more })))));
}

function theme() {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let own = null;
  try { own = localStorage.getItem("officebatch-theme"); } catch { /* a browser may refuse to keep anything for a file */ }
  const button = h("button", { type: "button", class: "quiet" });
  const put = () => {
    const now = own ?? (dark.matches ? "dark" : "light");
    root.dataset.theme = now;
    button.textContent = t(now === "dark" ? "light" : "dark");
  };
  button.addEventListener("click", () => {
    own = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("officebatch-theme", own); } catch { /* as above */ }
    put();
  });
  dark.addEventListener("change", put);
  put();
  return button;
}

function page() {
  const head = h("header", { class: "top" },
    h("div", { class: "title" }, h("h1", {}, PAGE.head.title), h("p", {}, [PAGE.head.unit, PAGE.head.day].filter(Boolean).join(" · "), pill(PAGE.head.draft ? "draft" : "good", PAGE.head.stand))),
    h("div", { class: "buttons" }, h("button", { type: "button", class: "quiet", onclick: () => print() }, t("print")), theme()));
  const notes = h("div", { class: "notes" }, h("p", { class: "private" }, t("private")), PAGE.provisional.n > 0 && h("p", { class: "provisional" }, t("provisional", PAGE.provisional)), PAGE.head.left > 0 && h("p", { class: "provisional" }, h("a", { href: "#reading" }, t("left_out", { n: PAGE.head.left }))));
  const [department, drawDepartment] = departments();
  const [chart, drawChart] = gravityChart();
  const main = h("main", { id: "main", tabindex: -1 }, notes, tiles(),
    h("div", { class: "first" }, worst(), changed(), acting()),
    department, processes(),
    long("matters", t("matters"), mattersGrid()),
    long("findings", t("findings"), findingsGrid(), chart),
    papers(), reading(), h("footer", {}, PAGE.head.made));
  const sections = [["worst", "first_screen"], ["departments", "departments"], ["processes", "processes"], ["matters", "matters"], ["findings", "findings"], ["papers", "papers_of_run"], ["reading", "reading"]];
  const nav = h("nav", { "aria-label": t("contents") }, h("ul", {}, sections.filter(([id]) => main.querySelector(`#${id}`)).map(([id, word]) => h("li", {}, h("a", { href: id === "worst" ? "#main" : `#${id}` }, t(word))))));
  document.body.append(h("a", { class: "skip", href: "#main" }, t("skip")), head, nav, main, h("dialog", { id: "detail", "aria-labelledby": "detail-title" }));
  Object.values(grids).forEach((grid) => grid.refresh());
  drawDepartment();
  drawChart();
  addEventListener("beforeprint", () => Object.values(grids).forEach((grid) => grid.print(true)));
  addEventListener("afterprint", () => Object.values(grids).forEach((grid) => grid.print(false)));
}

page();
