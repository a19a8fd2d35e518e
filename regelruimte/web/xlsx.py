"""A spreadsheet for Excel, row by row (ECMA-376, part 1, 18.3); every text is marked as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from xml.sax.saxutils import escape

from regelruimte.fields.text import for_xml
from regelruimte.web.table import Line, Value
from regelruimte.web.zip_stream import zip_in_pieces

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_MAIN = f"{_OOXML}/spreadsheetml/2006/main"
_RELATIONS = f"{_OOXML}/officeDocument/2006/relationships"
_PACKAGED = f"{_OOXML}/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SMALL = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGED}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>
</Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGED}/relationships">
<Relationship Id="book" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGED}/relationships">
<Relationship Id="sheet" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="styles" Type="{_RELATIONS}/styles" Target="styles.xml"/>
</Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">
<sheets><sheet name="Voorstellen" sheetId="1" r:id="sheet"/></sheets>
</workbook>""",
    # The second format of a cell is a day, written as the reader's country does (18.8.30: 14).
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}">
<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>""",
}
_BEFORE_ROWS = f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'
_AFTER_ROWS = "</sheetData></worksheet>"
_DAY_0 = date(1899, 12, 30)  # of every day after February 1900 (18.17.4.1)
# What would be read as the code of a sign (22.9.2.19).
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def xlsx(rows: Iterable[Line], *, is_huge: bool) -> Iterator[bytes]:
    """Return the file in pieces; of many rows it `is_huge`, see `zip_in_pieces`."""
    small = [(name, _XML + content) for name, content in _SMALL.items()]
    return zip_in_pieces(small, "xl/worksheets/sheet1.xml", _sheet(rows), is_huge=is_huge)


def _sheet(rows: Iterable[Line]) -> Iterator[str]:
    yield _BEFORE_ROWS
    for values in rows:
        yield f"<row>{''.join(map(_cell, values))}</row>"
    yield _AFTER_ROWS


def _cell(value: Value) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        text = _CODE.sub("_x005F_", escape(for_xml(value)))
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - _DAY_0).days}</v></c>'
    return f"<c><v>{value}</v></c>"
