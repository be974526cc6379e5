"""Whether a .docx holds together, by what ISO/IEC 29500 asks of every one.

Its schemas are not ours to carry along; what is looked at here is written down in our own words: the archive, the
types of its parts, its relationships, and the order of children in the elements that papers are made of.
"""

import io
import itertools
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
}
ANCHOR = "simplePos positionH positionV extent effectExtent wrapNone docPr cNvGraphicFramePr graphic".split()
MIXED = {"sectPr": {"headerReference", "footerReference"}}  # these two may stand in any order among themselves
IN_A_RUN = {"rPr", "t", "tab", "br", "fldChar", "instrText", "drawing"}
IN_A_PARAGRAPH = {"pPr", "r", "bookmarkStart", "bookmarkEnd"}
IN_THE_BODY = {"p", "tbl", "sectPr"}
HALF_A_SURROGATE = re.compile(rb"&#x[dD][89a-fA-F]")


def faults_of(content: bytes) -> Iterator[str]:
    """Everything that is wrong with the file, a sentence each."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        names = source.namelist()
        parts = {name: source.read(name) for name in names}
    if len(names) != len(parts):
        yield "a part stands twice"
    if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
        yield "no document"
        return
    trees = {
        name: ElementTree.fromstring(raw, forbid_dtd=True)
        for name, raw in parts.items()
        if name.endswith((".xml", ".rels"))
    }
    yield from (f"{name}: half a surrogate" for name in trees if HALF_A_SURROGATE.search(parts[name]))
    yield from _faults_of_types(trees["[Content_Types].xml"], set(parts))
    for name, tree in trees.items():
        if name.endswith(".rels"):
            yield from _faults_of_relationships(name, tree, trees, set(parts))
        elif name.startswith("word/") and "theme" not in name:
            yield from _faults_of_order(name, tree)
    body = trees["word/document.xml"][0]
    yield from _faults_of_body(body)
    yield from _faults_of_marks(body)
    for paragraph in body.iter(f"{W}p"):
        yield from _faults_of_paragraph(paragraph)


def _faults_of_types(tree: Element, names: set[str]) -> Iterator[str]:
    """Every part has a type, by its name or by its extension; none is typed that is not there."""
    named, extensions = set(), set()
    for entry in tree:
        if entry.tag.endswith("}Override"):
            named.add(entry.get("PartName", "").lstrip("/"))
        else:
            extensions.add(entry.get("Extension", "").lower())
    for name in sorted(names - named - {"[Content_Types].xml"}):
        if name.rpartition(".")[2].lower() not in extensions:
            yield f"{name} has no type"
    for name in sorted(named - names):
        yield f"{name} is typed and not there"


def _faults_of_relationships(name: str, tree: Element, trees: dict[str, Element], names: set[str]) -> Iterator[str]:
    """Each leads to a part inside; each that the owning part speaks of is there."""
    folder, file = posixpath.split(name)
    home = posixpath.dirname(folder)
    keys = [one.get("Id", "") for one in tree]
    if len(keys) != len(set(keys)):
        yield f"{name}: a relationship stands twice"
    for one in tree:
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(home, target))
        if one.get("TargetMode") == "External":
            yield f"{name}: leads outside to {target}"
        elif path not in names:
            yield f"{name}: leads to {path}, which is not there"
    owner = trees.get(posixpath.join(home, file.removesuffix(".rels")))
    if owner is not None:
        used = {value for node in owner.iter() for key, value in node.attrib.items() if key.startswith(R)}
        yield from (f"{name}: lacks {key}, which its part speaks of" for key in sorted(used - set(keys)))


def _faults_of_order(name: str, tree: Element) -> Iterator[str]:
    for node in tree.iter():
        kind = node.tag.removeprefix(W)
        if kind in ORDER and node.tag.startswith(W):
            children = [child.tag.removeprefix(W) for child in node]
            yield from _out_of_order(name, kind, children, ORDER[kind].split())
        if node.tag == f"{WP}anchor":
            found = [re.sub("{[^}]*}", "", child.tag) for child in node]
            yield from _out_of_order(name, "anchor", found, ANCHOR)
        if node.tag == f"{W}tc" and (not len(node) or node[-1].tag != f"{W}p"):
            yield f"{name}: a cell does not end with a paragraph"


def _out_of_order(name: str, kind: str, children: list[str], order: list[str]) -> Iterator[str]:
    mixed = MIXED.get(kind, set())
    children = [min(mixed) if child in mixed else child for child in children]
    for child in children:
        if child not in order:
            yield f"{name}: {child} in {kind}"
    places = [order.index(child) for child in children if child in order]
    if places != sorted(places):
        yield f"{name}: children of {kind} out of order: {children}"


def _faults_of_body(body: Element) -> Iterator[str]:
    kinds = [child.tag.removeprefix(W) for child in body]
    if set(kinds) - IN_THE_BODY or kinds.count("sectPr") != 1 or kinds[-1] != "sectPr":
        yield f"the body holds {sorted(set(kinds))}"
    if ("tbl", "tbl") in itertools.pairwise(kinds):
        yield "two tables grow into one"


def _faults_of_paragraph(paragraph: Element) -> Iterator[str]:
    """What may stand in it and in its runs, and that each field has its end."""
    yield from (f"{child.tag} in a paragraph" for child in paragraph if child.tag[len(W) :] not in IN_A_PARAGRAPH)
    inside = [child for run in paragraph.iter(f"{W}r") for child in run]
    yield from (f"{child.tag} in a run" for child in inside if child.tag[len(W) :] not in IN_A_RUN)
    fields = [child.get(f"{W}fldCharType") for child in inside if child.tag == f"{W}fldChar"]
    if fields.count("begin") != fields.count("end"):
        yield "a field without its end"


def _faults_of_marks(body: Element) -> Iterator[str]:
    """Bookmarks pair, and each that a field asks for is there."""
    starts = list(body.iter(f"{W}bookmarkStart"))
    marks, ids = ([node.get(f"{W}{name}") for node in starts] for name in ("name", "id"))
    ends = [node.get(f"{W}id") for node in body.iter(f"{W}bookmarkEnd")]
    if len(set(marks)) != len(marks) or sorted(ids) != sorted(ends) or len(set(ids)) != len(ids):
        yield "bookmarks do not pair"
    asked = {code.split()[1] for code in codes(body) if code.startswith("PAGEREF")}
    yield from (f"the page of {mark} is asked, which is not there" for mark in sorted(asked - set(marks)))


def codes(tree: Element) -> list[str]:
    """What each field asks for."""
    return [(node.text or "").strip() for node in tree.iter(f"{W}instrText")]
