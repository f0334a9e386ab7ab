"use strict";
/* Elements are made from texts, never from HTML. */

const PAGE = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";

function t(id, values = {}) {
  return PAGE.words[id].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/* A path of this computer as a link: each part encoded, so that # and % in a file name stay what they are. */
function href(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

function link(path, text, attributes = {}) {
  return h("a", { href: href(path), ...attributes }, text);
}

function panel(id, title, ...children) {
  const heading = `${id}-title`;
  return h("section", { id, class: "panel", "aria-labelledby": heading }, h("h2", { id: heading }, title), children);
}

function plainTable(caption, heads, rows, { first = true, attributes = {} } = {}) {
  const line = (cells) =>
    h("tr", {}, cells.map((cell, n) => (n === 0 && first ? h("th", { scope: "row" }, cell) : h("td", {}, cell))));
  return h(
    "div",
    { class: "wide", tabindex: 0, role: "group", "aria-label": caption, ...attributes },
    h(
      "table",
      { class: "plain" },
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.map(line)),
    ),
  );
}

/* The address of a cell as Excel's name box takes it. */
function address(table, row) {
  const line = table.text("row", row);
  const sheet = table.text("sheet", row);
  if (!sheet) return "";
  const quoted = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`;
  return line ? `${quoted}!${table.text("letter", row) || "A"}${line}` : quoted;
}

function registerPath(file) {
  return PAGE.rules === file ? `${PAGE.registers}/../${file}` : `${PAGE.registers}/${file}`;
}
