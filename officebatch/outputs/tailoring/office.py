"""The templates of an office: which file serves which paper, a copy to change, all of them judged, one tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.outputs.charts import Chart, ChartKind, Series, insert_charts, mark
from officebatch.outputs.flowchart import Flow, Node, insert_flows
from officebatch.outputs.mails import FOLDER
from officebatch.outputs.naming import folder_name
from officebatch.outputs.refusal import Refused
from officebatch.outputs.registry import registered
from officebatch.outputs.shelf import Shelf
from officebatch.outputs.tailoring.mail import check_mails
from officebatch.outputs.tailoring.names import nearest
from officebatch.outputs.tailoring.problems import Judged, Problem
from officebatch.outputs.tailoring.template import judge, refused
from officebatch.outputs.variables import COMMON, examples
from officebatch.package import write_whole
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from officebatch.outputs.registry import PaperKind
    from officebatch.outputs.variables import Variable
    from officebatch.rulebook.rules import RuleBook

_CHART = Chart(
    ChartKind.STACKED,
    "示例图",
    ("财务科", "生产技术科", "营销科"),
    (Series("按期办结", (3, 8, 5)), Series("超期未办", (1, 1, 0))),
    "示例图。",
)
_FLOW = Flow(
    (
        Node("拟稿", "拟稿人", "部门", ("5个工作日", "加急2个工作日", "在手1件")),
        Node("核稿★", "秘书", "办公室", ("1个工作日", "加急半日", "在手4件，超期2件"), key=True),
        Node("会签", "会签部门", "部门", ("3个工作日",), must=False),
    ),
    ((1, 0, "退回2次"),),
    "示例流程图。",
)
_OTHER_FILES = {".doc", ".docm", ".dot", ".dotx", ".dotm", ".rtf", ".odt", ".wps", ".wpt"}


class Unknown(Exception):
    """A kind or department nobody knows: a message id and its values; known: what it could have been, near: which of
    these is most like it."""

    def __init__(self, message: str, known: Iterable[str] = (), **values: str) -> None:
        super().__init__(message)
        self.message, self.known, self.values = message, tuple(dict.fromkeys(known)), values
        self.near = nearest(values["name"], self.known)


def kinds() -> tuple[str, ...]:
    """The kinds of papers that are made from a template."""
    return tuple(_word_kinds())


def kind_of(name: str, rules: RuleBook | None = None) -> tuple[PaperKind, str]:
    """A kind of Word paper and its template's name, by the kind or the paper's name in sheet 输出. Raises Unknown."""
    known, names = _word_kinds(), list[str]()
    if rules is not None:
        of = [rule for rule in rules.outputs if rule.kind in known]
        names = [rule.name for rule in of]
        for rule in (*(r for r in of if r.name == name), *(r for r in of if r.kind == name)):
            return known[rule.kind], rule.template or rule.kind
    if name in known:
        return known[name], name
    if name in registered():
        raise Unknown(marked("{name} is a workbook and made without a template"), name=name)
    raise Unknown(marked("{name} is no paper made by Word"), (*names, *known), name=name)


def check(rules: RuleBook, own: Path, shipped: Path) -> list[Judged]:
    """Every template of an office and every shipped one, with all that is wrong in each."""
    shelf = Shelf((own, shipped))
    judged = [_own(rules, shelf, path) for path in _files(own)]
    judged += [_judged(rules, Shelf((shipped,)), path, "", path.name) for path in sorted(shipped.glob("*.docx"))]
    return [*judged, *_missing(rules, shelf), *check_mails(rules, own, shipped)]


def copy(rules: RuleBook, name: str, department: str, own: Path, shipped: Path) -> Path:
    """Put the template a paper is made from now where the office, or a department, can change it.

    Raises Unknown, FileExistsError where there is one already.
    """
    kind, template = kind_of(name, rules)
    _refuse_unknown(rules, kind, department)
    found = Shelf((own, shipped)).find(template, department) or _default(kind, shipped)
    folder = own / folder_name(department) if department else own
    path = folder / f"{folder_name(template)}.docx"
    if path.exists():
        raise FileExistsError(path)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(path, found.read_bytes())
    return path


def preview(rules: RuleBook, name: str, department: str, own: Path, shipped: Path) -> bytes:
    """A paper of example values from the template that would be used. Raises Unknown, Refused."""
    kind, template = kind_of(name, rules)
    _refuse_unknown(rules, kind, department)
    return _pressed(Shelf((own, shipped)), template, department, kind.variables)


def _pressed(shelf: Shelf, template: str, department: str, variables: Sequence[Variable]) -> bytes:
    """A paper of example values, of a department where one is named. Raises Refused."""
    context = examples((*COMMON, *variables))
    if department and "部门" in context:
        context["部门"] = department
    asked = [value.removeprefix("⟦图:").removesuffix("⟧") for value in context.values() if isinstance(value, str)]
    charts = {name: _CHART for name in asked if mark(name) in context.values()}
    drawn = insert_charts(shelf.press(template, department, context, template), charts)
    return insert_flows(drawn, lambda _: _FLOW)


def _word_kinds() -> Mapping[str, PaperKind]:
    return {name: kind for name, kind in registered().items() if kind.variables}


def _default(kind: PaperKind, shipped: Path) -> Path:
    """The shipped template of a kind: that of its own name, or of the kind whose variables it shares."""
    like = [name for name, other in _word_kinds().items() if other.variables == kind.variables]
    paths = (shipped / f"{name}.docx" for name in (kind.name, *like))
    return next(path for path in paths if path.is_file())


def _refuse_unknown(rules: RuleBook, kind: PaperKind, department: str) -> None:
    known = [d.name for d in rules.departments]
    if department and department not in known:
        raise Unknown(marked("{name} is no department of sheet 部门"), known, name=department)
    if department and not kind.by_department:
        raise Unknown(marked("{name} is one paper for all; departments have no template of their own"), name=kind.name)


def _files(own: Path) -> Iterator[Path]:
    """What lies in the office's folder of templates, without what a program keeps there while a file is open
    and without those of mails."""
    for path in sorted(own.rglob("*")):
        parts = path.relative_to(own).parts
        elsewhere = any(part.startswith((".", "~$")) for part in parts) or FOLDER in parts
        if path.is_file() and not elsewhere and path.suffix.lower() in {".docx", *_OTHER_FILES}:
            yield path


def _own(rules: RuleBook, shelf: Shelf, path: Path) -> Judged:
    """A file of the office's: whether anything is made from it, and what is wrong in it."""
    folder = path.relative_to(shelf.folders[0]).parent.as_posix()
    name = f"{folder}/{path.name}".removeprefix("./")
    if path.suffix != ".docx":
        said = marked("only files ending in .docx are used; save it as a Word document (.docx)")
        return Judged(name, True, (Problem("file", said),))
    departments = {folder_name(d.name): d.name for d in rules.departments}
    if folder != "." and folder not in departments:
        near = nearest(folder, departments)
        said = marked("“{folder}” is no department of sheet 部门; nothing is made from templates in this folder")
        return Judged(name, True, (Problem("department", said, (("folder", folder),), nearest=near),))
    return _judged(rules, shelf, path, "" if folder == "." else folder, name)


def _judged(rules: RuleBook, shelf: Shelf, path: Path, folder: str, name: str) -> Judged:
    own = len(shelf.folders) > 1
    serves = _kinds(rules, path.stem)
    found = list(_unused(rules, path.stem, folder, serves)) if own else []
    if not serves and (near := nearest(path.stem, _stems(rules))):
        serves = _kinds(rules, near)
    try:
        content = path.read_bytes()
    except OSError as fault:
        said = marked("the file cannot be read: {reason}")
        return Judged(name, own, (*found, Problem("file", said, (("reason", fault.strerror or str(fault)),))))
    found += judge(path.name, content, [kind.variables for kind in serves])
    if not found:
        found += _trial(shelf, path.stem, folder, serves)
    return Judged(name, own, tuple(found))


def _trial(shelf: Shelf, stem: str, folder: str, serves: Sequence[PaperKind]) -> Iterator[Problem]:
    """What only pressing shows, with example values, within the limits of the office's own templates."""
    for variables in dict.fromkeys(kind.variables for kind in serves):
        try:
            _pressed(shelf, stem, folder, variables)
        except Refused as refusal:
            yield refused(refusal)
            return


def _stems(rules: RuleBook) -> dict[str, list[PaperKind]]:
    """File name of a template without its ending → the kinds of paper made from it by the rule book."""
    found: dict[str, list[PaperKind]] = {}
    known = _word_kinds()
    for rule in rules.outputs:
        if rule.kind in known:
            found.setdefault(folder_name(rule.template or rule.kind), []).append(known[rule.kind])
    return found


def _kinds(rules: RuleBook, stem: str) -> list[PaperKind]:
    known = _word_kinds()
    return _stems(rules).get(stem) or ([known[stem]] if stem in known else [])


def _unused(rules: RuleBook, stem: str, folder: str, serves: Sequence[PaperKind]) -> Iterator[Problem]:
    stems = _stems(rules)
    if stem not in stems:
        said = marked("no paper is made from this file: sheet 输出 of the rule book names no template “{stem}”")
        yield Problem("unused", said, (("stem", stem),), nearest=nearest(stem, stems))
    elif folder and not any(kind.by_department for kind in serves):
        said = marked("no paper is made from this file: {paper} is one paper for all; put it into the folder above")
        yield Problem("unused", said, (("paper", serves[0].name),))


def _missing(rules: RuleBook, shelf: Shelf) -> Iterator[Judged]:
    """Templates the rule book names and nobody has."""
    for rule in rules.outputs:
        template = rule.template or rule.kind
        if rule.on and rule.kind in _word_kinds() and shelf.find(template, "") is None:
            said = marked(
                "there is no such template, though sheet 输出 names it for {paper}; make it by: "
                "officebatch template new {paper}"
            )
            yield Judged(f"{template}.docx", True, (Problem("missing", said, (("paper", rule.name),)),))
