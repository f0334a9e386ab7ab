"use strict";
/* The two long tables and what a line of them opens. */

const findings = new Table(PAGE.findings);
const matters = new Table(PAGE.matters);
PAGE.findings.gravity.ordered = true;
PAGE.matters.standing.ordered = true;
const GRAVITIES = ["grave", "error", "warning", "hint"];
const STANDINGS = ["late", "soon", "wait", "ahead", "old"];

function pill(kind, text) {
  return h("span", { class: `pill ${kind}` }, text);
}

function place(table, row) {
  const file = table.text("file", row);
  const said = address(table, row);
  return [h("span", { class: "main cell" }, link(registerPath(file), said || file)), said && h("span", { class: "under" }, file)];
}

function days(n) {
  if (n > 0) return t("days_over", { n });
  return n < 0 ? t("days_left", { n: -n }) : t("today");
}

function standing(table, row) {
  const column = PAGE.matters.standing;
  const code = column.c[row];
  const told = code === 0 || code === 4 ? days(table.text("days", row)) : code === 2 ? "" : days(Math.min(0, table.text("days", row)));
  return [pill(STANDINGS[code], column.v[code]), told && h("span", { class: "under" }, told)];
}

const COMPARED = { id: "compared", head: t("column_compared"), width: "w-compared" };
const PLACE = { id: "place", sort: "file", head: t("column_place"), width: "w-place", draw: place };

const findingsGrid = () =>
  new Grid({
    id: "found",
    title: t("findings"),
    table: findings,
    filters: ["gravity", "register", "who", "title", ...(PAGE.changes ? ["compared"] : [])],
    search: ["title", "text", "register", "record", "matter", "who", "person", "department", "code", "basis", "file", "field"],
    detail: (row) => detail(findings, row, "title", findings.text("text", row)),
    columns: [
      { id: "gravity", head: t("column_gravity"), width: "w-pill", draw: (table, row) => pill(GRAVITIES[PAGE.findings.gravity.c[row]], table.text("gravity", row)) },
      { id: "title", under: "text", head: t("column_title"), width: "w-wide" },
      { id: "register", under: "record", head: t("column_register"), width: "w-register" },
      { id: "matter", head: t("column_matter"), width: "w-matter" },
      { id: "who", under: "mends", head: t("column_who"), width: "w-who" },
      ...(PAGE.changes ? [COMPARED] : []),
      PLACE,
    ],
  });

const mattersGrid = () =>
  new Grid({
    id: "open",
    title: t("matters"),
    table: matters,
    filters: ["standing", "holder", "register", "step", "urgency"],
    search: ["holder", "person", "register", "record", "matter", "source", "urgency", "step", "department", "notices", "answer", "remark", "file", "due"],
    detail: (row) => detail(matters, row, "matter", days(matters.text("days", row))),
    columns: [
      { id: "standing", sort: "days", head: t("column_standing"), width: "w-pill", draw: standing },
      { id: "due", under: "first", head: t("column_due"), width: "w-day", draw: due },
      { id: "holder", under: "person", head: t("column_holder"), width: "w-who" },
      { id: "matter", under: "record", head: t("column_matter"), width: "w-wide" },
      { id: "register", under: "step", head: t("column_register"), width: "w-register" },
      { id: "urgency", head: t("column_urgency"), width: "w-urgency" },
      { id: "notices", under: "answer", head: t("column_notices"), width: "w-who" },
      PLACE,
    ],
  });

function due(table, row) {
  const first = table.text("first", row);
  return [h("span", { class: "main" }, table.text("due", row)), first && h("span", { class: "under" }, t("first_due", { day: first }))];
}

/* Everything a line holds, with the ways to its paper, its marked workbook and its register. */
const HIDDEN = ["n", "file", "sheet", "row", "letter", "paper", "marked", "days", "text"];

function detail(table, row, titled, lead) {
  const file = table.text("file", row);
  const where = address(table, row);
  const [paper, marked] = [table.text("paper", row), table.text("marked", row)];
  const lines = Object.keys(table.data)
    .filter((id) => !HIDDEN.includes(id) && id !== titled)
    .map((id) => [t(`column_${id}`), table.text(id, row)])
    .filter(([, text]) => text !== "");
  const ways = [
    paper && [t("in_paper"), link(paper, paper.split("/").pop())],
    marked && [t("in_marked"), [link(marked, marked.split("/").pop()), " ", h("code", {}, where)]],
    [t("in_register"), [link(registerPath(file), file), " ", h("code", {}, where)]],
  ].filter(Boolean);
  const dialog = document.getElementById("detail");
  const close = h("button", { type: "button", class: "close", onclick: () => dialog.close() }, t("close"));
  dialog.replaceChildren(
    h("div", { class: "detail-head" }, h("h2", { id: "detail-title" }, table.text(titled, row) || t("empty")), close),
    h("p", { class: "lead" }, lead),
    h("dl", {}, [...lines, ...ways].map(([term, said]) => h("div", {}, h("dt", {}, term), h("dd", {}, said)))),
    h("p", { class: "hint" }, t("copy_hint")),
  );
  dialog.showModal();
  close.focus();
}
