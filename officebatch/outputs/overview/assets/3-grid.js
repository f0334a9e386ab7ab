"use strict";
/* A table of any length: only the rows in sight stand in the document. */

const HIGH = 54;
const SPARE = 6;
const PRINTED = 40;

class Grid {
  /* columns: {head, width, id, under, sort, look}. filters, search: column ids. detail: what a line opens. */
  constructor({ id, title, table, columns, filters, search, detail, sort = null }) {
    Object.assign(this, { id, title, table, columns, filters, search, detail });
    this.state = { words: "", chosen: {}, sort };
    this.at = 0;
    this.build();
    this.refresh();
  }

  build() {
    this.input = h("input", { type: "search", id: `${this.id}-search`, autocomplete: "off", placeholder: t("search") });
    this.input.addEventListener("input", () => {
      clearTimeout(this.wait);
      this.wait = setTimeout(() => this.change(() => (this.state.words = this.input.value)), this.table.n > 5000 ? 120 : 30);
    });
    this.selects = Object.fromEntries(this.filters.map((id) => [id, this.select(id)]));
    this.told = h("p", { class: "count", role: "status" });
    this.clear = h("button", { type: "button", class: "quiet", onclick: () => this.show({}) }, t("clear"));
    this.head = h("tr", { "aria-rowindex": 1 }, this.columns.map((column) => this.heading(column)));
    this.body = h("tbody");
    this.grid = h(
      "table",
      { class: "grid", role: "grid", tabindex: 0, "aria-label": this.title, onkeydown: (event) => this.key(event) },
      h("colgroup", {}, this.columns.map((column) => h("col", { class: column.width }))),
      h("thead", {}, this.head),
      this.body,
    );
    this.scroller = h("div", { class: "scroller", onscroll: () => this.scrolled() }, this.grid);
    this.rest = h("p", { class: "rest" });
    this.element = h(
      "div",
      { class: "long" },
      h(
        "div",
        { class: "tools", role: "search", "aria-label": this.title },
        h("label", { class: "field grow" }, h("span", {}, t("search_label")), this.input),
        Object.entries(this.selects).map(([id, select]) => h("label", { class: "field" }, h("span", {}, t(`column_${id}`)), select)),
        this.clear,
      ),
      this.told,
      this.scroller,
      this.rest,
    );
    this.body.addEventListener("click", (event) => {
      const line = event.target.closest("tr[data-place]");
      if (line && !event.target.closest("a")) this.open(Number(line.dataset.place));
    });
  }

  select(id) {
    const select = h("select", { id: `${this.id}-${id}` });
    select.addEventListener("change", () =>
      this.change(() => {
        if (select.selectedIndex === 0) delete this.state.chosen[id];
        else this.state.chosen[id] = select.value;
      }),
    );
    return select;
  }

  heading(column) {
    const by = column.sort ?? column.id;
    const button = h("button", { type: "button", onclick: () => this.order(by) }, column.head, h("span", { class: "arrow", "aria-hidden": "true" }));
    return h("th", { scope: "col", "data-by": by, "data-head": column.head, "aria-sort": "none" }, button);
  }

  order(by) {
    const { sort } = this.state;
    const next = !sort || sort.id !== by ? { id: by, down: false } : sort.down ? null : { id: by, down: true };
    this.change(() => (this.state.sort = next));
  }

  /* Show what has these values alone, from elsewhere on the page. */
  show(chosen) {
    this.input.value = "";
    this.change(() => (this.state = { words: "", chosen: { ...chosen }, sort: null }));
  }

  change(how) {
    how();
    this.at = 0;
    this.refresh();
    this.scroller.scrollTop = 0;
  }

  refresh() {
    const { words, chosen, sort } = this.state;
    this.rows = this.table.pick({ words, chosen, sort, columns: this.search });
    for (const [id, select] of Object.entries(this.selects)) this.options(id, select, words, chosen);
    for (const th of this.head.children) {
      const on = sort && th.dataset.by === sort.id;
      th.setAttribute("aria-sort", on ? (sort.down ? "descending" : "ascending") : "none");
    }
    const whole = this.rows.length === this.table.n;
    this.told.textContent = t(whole ? "all_lines" : "some_lines", { n: this.rows.length, of: this.table.n });
    this.clear.disabled = whole && !words && !sort && !Object.keys(chosen).length;
    this.grid.setAttribute("aria-rowcount", this.rows.length + 1);
    this.scroller.classList.toggle("none", this.rows.length === 0);
    this.first = -1;
    this.draw();
  }

  /* A choice counts the lines that the search and all other choices leave. */
  options(id, select, words, chosen) {
    const others = Object.fromEntries(Object.entries(chosen).filter(([other]) => other !== id));
    const same = Object.keys(others).length === Object.keys(chosen).length;
    const rows = same ? this.rows : this.table.pick({ words, chosen: others, columns: this.search });
    const counted = this.table.counts(id, rows).filter(([text, n]) => n || text === chosen[id]);
    select.replaceChildren(
      h("option", { value: "" }, t("all")),
      ...counted.map(([text, n]) => h("option", { value: text }, `${text || t("empty")} (${n})`)),
    );
    select.selectedIndex = id in chosen ? counted.findIndex(([text]) => text === chosen[id]) + 1 : 0;
  }

  scrolled() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  draw() {
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / HIGH) - SPARE);
    if (first === this.first) return;
    this.first = first;
    const seen = Math.ceil((this.scroller.clientHeight || 600) / HIGH);
    this.lines(first, Math.min(this.rows.length, first + seen + 2 * SPARE));
  }

  lines(first, last) {
    const lines = [];
    for (let place = first; place < last; place++) lines.push(this.line(place));
    const gap = (rows) => h("tr", { class: "gap", "aria-hidden": "true" }, h("td", { colspan: this.columns.length, style: `height:${rows * HIGH}px` }));
    this.body.replaceChildren(gap(first), ...lines, gap(this.rows.length - last));
    this.mark();
  }

  line(place) {
    const row = this.rows[place];
    return h(
      "tr",
      { id: `${this.id}-${place}`, "data-place": place, "aria-rowindex": place + 2, "aria-selected": "false" },
      this.columns.map((column) => h("td", { class: column.look?.(this.table, row) }, this.cell(column, row))),
    );
  }

  cell(column, row) {
    if (column.draw) return column.draw(this.table, row);
    const text = this.table.text(column.id, row);
    const under = column.under ? this.table.text(column.under, row) : "";
    return [h("span", { class: "main" }, text), under && under !== text ? h("span", { class: "under" }, under) : null];
  }

  mark() {
    for (const line of this.body.querySelectorAll('[aria-selected="true"]')) line.setAttribute("aria-selected", "false");
    const line = document.getElementById(`${this.id}-${this.at}`);
    if (line) {
      line.setAttribute("aria-selected", "true");
      this.grid.setAttribute("aria-activedescendant", line.id);
    } else this.grid.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.target !== this.grid) return;
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / HIGH) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps) this.move(this.at + steps[event.key]);
    else if (event.key === "Enter" && this.rows.length) this.open(this.at);
    else return;
    event.preventDefault();
  }

  move(to) {
    this.at = Math.max(0, Math.min(this.rows.length - 1, to));
    const head = this.head.offsetHeight;
    const top = this.at * HIGH;
    const seen = this.scroller.clientHeight - head;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + HIGH > this.scroller.scrollTop + seen) this.scroller.scrollTop = top + HIGH - seen;
    this.draw();
    this.mark();
  }

  open(place) {
    this.at = place;
    this.mark();
    this.detail(this.rows[place]);
  }

  /* On paper the first lines stand in full, and how many more there are. */
  print(on) {
    if (on) this.lines(0, Math.min(PRINTED, this.rows.length));
    else {
      this.first = -1;
      this.draw();
    }
    const more = this.rows.length - PRINTED;
    this.rest.textContent = on && more > 0 ? t("printed", { n: PRINTED, more }) : "";
  }
}
