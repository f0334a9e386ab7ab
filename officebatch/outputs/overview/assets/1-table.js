"use strict";
/* A long table held as columns: texts once, a code a row. Search, filter and sort work on the codes. */

class Table {
  constructor(data) {
    this.data = data;
    this.n = data.n;
    this.made = {};
    for (const column of Object.values(data)) if (column.c === 0) column.c = new Uint8Array(this.n);
  }

  text(id, row) {
    const column = this.data[id];
    if (column.n) return column.n[row];
    if (column.t) return this.message(column, row);
    return column.v[column.c[row]];
  }

  message(column, row) {
    const starts = (this.made.starts ??= this.startsOf(column));
    const from = starts[row];
    return column.t[column.c[row]].replace(/\u0001(\d+)\u0002/g, (_, n) => column.p[column.a[from + Number(n)]]);
  }

  startsOf(column) {
    const starts = new Int32Array(this.n);
    let at = 0;
    for (let row = 0; row < this.n; row++) {
      starts[row] = at;
      at += column.w[column.c[row]];
    }
    return starts;
  }

  /* The rows that hold all words of a search and every chosen value, in the wanted order. */
  pick({ words, columns, chosen, sort }) {
    let kept = new Uint8Array(this.n).fill(1);
    for (const [id, value] of Object.entries(chosen)) this.choose(kept, id, value);
    for (const word of words.toLowerCase().split(/\s+/).filter(Boolean)) this.find(kept, columns, word);
    const rows = new Int32Array(kept.reduce((sum, one) => sum + one, 0));
    for (let row = 0, n = 0; row < this.n; row++) if (kept[row]) rows[n++] = row;
    if (sort) {
      const keys = this.keys(sort.id);
      const way = sort.down ? -1 : 1;
      rows.sort((a, b) => way * (keys[a] - keys[b]) || a - b);
    }
    return rows;
  }

  choose(kept, id, value) {
    const { v, c } = this.data[id];
    const code = v.indexOf(value);
    for (let row = 0; row < this.n; row++) if (c[row] !== code) kept[row] = 0;
  }

  find(kept, columns, word) {
    const hit = new Uint8Array(this.n);
    for (const id of columns) {
      const column = this.data[id];
      if (column.t) {
        const lower = (this.made.lower ??= this.lowered(column));
        for (let row = 0; row < this.n; row++) if (!hit[row] && lower[row].includes(word)) hit[row] = 1;
      } else {
        const holds = Uint8Array.from(column.v, (text) => (text.toLowerCase().includes(word) ? 1 : 0));
        for (let row = 0; row < this.n; row++) hit[row] |= holds[column.c[row]];
      }
    }
    for (let row = 0; row < this.n; row++) kept[row] &= hit[row];
  }

  lowered(column) {
    return Array.from({ length: this.n }, (_, row) => this.message(column, row).toLowerCase());
  }

  /* A number a row by which rows are ordered: the number itself, the place of the text among all of its column. */
  keys(id) {
    const column = this.data[id];
    if (column.n) return column.n;
    return (this.made[`keys ${id}`] ??= this.ranked(column));
  }

  ranked(column) {
    if (column.ordered) return column.c;
    const order = column.v.map((text, n) => [text, n]);
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    order.sort((a, b) => collator.compare(a[0], b[0]));
    const rank = new Int32Array(order.length);
    order.forEach(([, n], place) => (rank[n] = place));
    return Int32Array.from(column.c, (code) => rank[code]);
  }

  /* Value → how many of these rows have it, in the order of the column. */
  counts(id, rows) {
    const { v, c } = this.data[id];
    const found = new Int32Array(v.length);
    for (const row of rows) found[c[row]]++;
    return v.map((text, n) => [text, found[n]]);
  }
}
