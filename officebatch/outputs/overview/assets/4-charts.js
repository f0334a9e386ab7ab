"use strict";
/* Bars by Apache ECharts. Colours are the style sheet's own, so that dark, light and print need no second drawing. */

const drawn = [];
const PAPER = 640;

function bars(host, { names, series, unit, told, pick }) {
  host.style.height = `${Math.max(150, names.length * 30 + 74)}px`;
  const chart = echarts.init(host, null, { renderer: "svg" });
  const text = { color: "var(--ink)", fontFamily: getComputedStyle(host).fontFamily, fontSize: 13 };
  const quiet = { ...text, color: "var(--soft)" };
  chart.setOption({
    animation: false,
    aria: { enabled: true, label: { description: told } },
    grid: { left: 0, right: 24, top: 34, bottom: 0, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: text, icon: "rect", selectedMode: false },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: "var(--wash)" } }, confine: true, formatter: (of) => tip(of, unit) },
    xAxis: { type: "value", minInterval: 1, axisLabel: quiet, splitLine: { lineStyle: { color: "var(--line)" } } },
    yAxis: { type: "category", inverse: true, data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: "var(--line)" } }, axisLabel: text },
    series: series.map(({ name, colour, values }) => ({
      type: "bar",
      stack: "all",
      name,
      data: values.map((value) => value || null),
      barMaxWidth: 20,
      cursor: pick ? "pointer" : "default",
      itemStyle: { color: colour, borderColor: "var(--card)", borderWidth: 1 },
      emphasis: { disabled: true },
    })),
  });
  if (pick) chart.on("click", ({ name, seriesName }) => pick(name, seriesName));
  host.setAttribute("role", "img");
  host.setAttribute("aria-label", told);
  drawn.push(chart);
}

function tip(of, unit) {
  const lines = of.filter(({ value }) => value).map(({ seriesName, value }) => h("div", {}, `${seriesName} ${value}${unit}`));
  return h("div", {}, h("strong", {}, of[0].name), lines.length ? lines : h("div", {}, `0${unit}`));
}

/* Paper has a width of its own; it waits for no frame, so the bars are drawn at once. */
function fit(chart, width) {
  chart.resize({ width });
  chart.getZr().flush();
}

addEventListener("beforeprint", () => drawn.forEach((chart) => fit(chart, PAPER / (chart.getDom().closest(".two") ? 2 : 1))));
addEventListener("afterprint", () => drawn.forEach((chart) => fit(chart, "auto")));

let resizing;
addEventListener("resize", () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(() => drawn.forEach((chart) => chart.resize()));
});
