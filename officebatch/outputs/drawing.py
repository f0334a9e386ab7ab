"""How a chart looks: python-pptx's chart writer, and what it leaves to others: faces for Han characters, series that a
black-and-white copy keeps apart, thin axes. python-pptx is imported here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from officebatch.outputs.charts import FACE, HEADING, ChartKind

if TYPE_CHECKING:
    from officebatch.outputs.charts import Chart

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# a fill a series, from dark to light and each of a pattern of its own; behind the last they begin anew
_FILLS = (("404040", ""), ("FFFFFF", "wdUpDiag"), ("D9D9D9", ""), ("FFFFFF", "pct25"), ("808080", "wdDnDiag"))
_DASHES = ("solid", "dash", "sysDot", "lgDashDot", "sysDash")
_MARKERS = ("circle", "square", "triangle", "diamond", "x")


def drawn(chart: Chart) -> tuple[bytes, bytes]:
    """The chart's part, which names its workbook `rId1`, and the workbook (its stamps are of now)."""
    from lxml import etree
    from pptx.chart.chart import Chart as Drawn
    from pptx.chart.data import CategoryChartData
    from pptx.chart.xlsx import CategoryWorkbookWriter
    from pptx.chart.xmlwriter import ChartXmlWriter
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.oxml import parse_xml

    kinds = {
        ChartKind.BAR: XL_CHART_TYPE.COLUMN_CLUSTERED,
        ChartKind.STACKED: XL_CHART_TYPE.COLUMN_STACKED,
        ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
    }
    data: Any = CategoryChartData(number_format=chart.number_format)
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series.name, series.values)
    space: Any = parse_xml(ChartXmlWriter(kinds[chart.kind], data).xml.encode())
    _dress(Drawn(space, None), chart)
    _letter(space)
    _apart(space, chart)
    _number_axes(space)
    reference = etree.SubElement(space, f"{{{_C}}}externalData")
    reference.set(f"{{{_R}}}id", "rId1")
    etree.SubElement(reference, f"{{{_C}}}autoUpdate").set("val", "0")
    xml: bytes = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml, CategoryWorkbookWriter(data).xlsx_blob


def _dress(drawn: Any, chart: Chart) -> None:
    """Title, legend, axes and figures on the columns."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION
    from pptx.util import Pt

    drawn.font.size = Pt(9)
    drawn.has_title = True
    drawn.chart_title.include_in_layout = False
    drawn.chart_title.text_frame.text = chart.title
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    plot = drawn.plots[0]
    plot.has_data_labels = chart.kind is not ChartKind.STACKED  # a label of nought would stand on its neighbour's
    if plot.has_data_labels:
        plot.data_labels.show_value = True
        plot.data_labels.number_format = chart.number_format
        plot.data_labels.number_format_is_linked = False
        if chart.kind is ChartKind.LINE:
            plot.data_labels.position = XL_LABEL_POSITION.ABOVE
    if chart.kind is not ChartKind.LINE:
        plot.gap_width = 80
    if len(chart.categories) > 6:
        drawn.category_axis.tick_labels.font.size = Pt(8)  # five Han characters beside each other, not slanting
    axis = drawn.value_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = chart.number_format, False
    axis.major_gridlines.format.line.width = Pt(0.25)
    axis.major_gridlines.format.line.color.rgb = RGBColor(0xBF, 0xBF, 0xBF)
    _scale(axis, chart)


def _scale(axis: Any, chart: Chart) -> None:
    """From nought; things are counted in whole ones, shares end at the whole."""
    figures = [v for s in chart.series for v in s.values if v is not None]
    if min(figures, default=0) >= 0:
        axis.minimum_scale = 0
    if chart.number_format.endswith("%") and max(figures, default=0) <= 1:
        axis.maximum_scale = 1
    columns = [sum(s.values[n] or 0 for s in chart.series) for n in range(len(chart.categories))]
    most = max(columns if chart.kind is ChartKind.STACKED else figures, default=0)
    if most < 6 and all(float(v).is_integer() for v in figures):
        axis.major_unit = 1


def _letter(space: Any) -> None:
    """Faces for Latin letters and for Han characters wherever letters are: without the second Word takes its own."""
    from lxml import etree

    title = space.find(f"{{{_C}}}chart/{{{_C}}}title")
    for run in title.iter(f"{{{_A}}}r"):
        properties = run.find(f"{{{_A}}}rPr")
        if properties is None:
            properties = etree.Element(f"{{{_A}}}rPr")
            run.insert(0, properties)
        properties.set("lang", "zh-CN")
        properties.set("sz", "1050")
        properties.set("b", "0")
        _faces(properties, HEADING)
    for text in space.iter(f"{{{_C}}}txPr"):
        for properties in text.iter(f"{{{_A}}}defRPr"):
            _faces(properties, FACE)


def _faces(properties: Any, face: str) -> None:
    from lxml import etree

    for kind in ("latin", "ea", "cs"):
        for old in properties.findall(f"{{{_A}}}{kind}"):
            properties.remove(old)
        etree.SubElement(properties, f"{{{_A}}}{kind}").set("typeface", face)


def _apart(space: Any, chart: Chart) -> None:
    """Each series in a fill, or a dash and a marker, of its own."""
    from lxml import etree

    for n, series in enumerate(space.iter(f"{{{_C}}}ser")):
        for old in (*series.findall(f"{{{_C}}}spPr"), *series.findall(f"{{{_C}}}marker")):
            series.remove(old)
        shown = etree.fromstring(_line(n) if chart.kind is ChartKind.LINE else _fill(n))
        at = [child.tag for child in series].index(f"{{{_C}}}tx") + 1
        for part in reversed(shown):
            series.insert(at, part)


def _number_axes(space: Any) -> None:
    """Axes numbered from 1: python-pptx's own numbers are below nought, which the schema does not know."""
    numbers: dict[str, str] = {}
    for named in (*space.iter(f"{{{_C}}}axId"), *space.iter(f"{{{_C}}}crossAx")):
        named.set("val", numbers.setdefault(named.get("val"), str(len(numbers) + 1)))


def _fill(n: int) -> str:
    colour, pattern = _FILLS[n % len(_FILLS)]
    plain = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    fore, back = ("000000", colour) if colour == "FFFFFF" else ("FFFFFF", colour)
    patterned = (
        f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{fore}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{back}"/></a:bgClr></a:pattFill>'
    )
    return _both(f"<c:spPr>{patterned if pattern else plain}{_stroke(6350)}</c:spPr>")


def _line(n: int) -> str:
    dash, marker = _DASHES[n % len(_DASHES)], _MARKERS[n % len(_MARKERS)]
    fill = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'.format("000000" if n % 2 == 0 else "FFFFFF")
    return _both(
        f"<c:spPr>{_stroke(15875, dash)}</c:spPr><c:marker><c:symbol val=\"{marker}\"/><c:size val=\"7\"/>"
        f"<c:spPr>{fill}{_stroke(9525)}</c:spPr></c:marker>"
    )


def _stroke(width: int, dash: str = "solid") -> str:
    return f'<a:ln w="{width}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:prstDash val="{dash}"/></a:ln>'


def _both(inner: str) -> str:
    return f'<both xmlns:a="{_A}" xmlns:c="{_C}">{inner}</both>'
