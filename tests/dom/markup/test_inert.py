"""HTML of objects as nodes: what is kept, what goes, and that parsers agree."""

from __future__ import annotations

import base64

import pytest

from tempestweb.dom.html import to_html
from tempestweb.dom.markup import inert_markup, svg_url
from tempestweb.dom.node import Node


def html(text: str) -> str:
    return to_html(inert_markup(text).nodes)


def walk(text: str) -> list[Node]:
    return [inner for node in inert_markup(text).nodes for inner in node.walk()]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<iframe src='https://a.b'></iframe>",
        "<object data=x><object></object>y</object>",
        "<embed src=x>",
    ],
)
def test_what_runs_is_left_out_and_told(text: str) -> None:
    markup = inert_markup(text)

    assert markup.nodes == []
    assert markup.is_active
    assert markup.is_empty


@pytest.mark.parametrize(
    "text",
    [
        "<b onclick='f()'>x</b>",
        "<b id=app class=tw-scene data-tw-on=click data-tw-behaviour=y>x</b>",
        "<b style='position:fixed;inset:0;background:url(https://a.b)'>x</b>",
        "<b><!-- y --><input value=y><template><i>y</i></template>x</b>",
        "<b><textarea></b></textarea>x</b>",
        "<b><noscript><noscript>y</noscript></noscript>x</b>",
    ],
)
def test_only_what_is_on_the_lists_is_kept(text: str) -> None:
    assert html(text) == "<b>x</b>"


def test_links_open_elsewhere_and_run_nothing() -> None:
    assert html("<a href='https://a.b'>x</a>") == (
        '<a href="https://a.b" rel="noopener noreferrer" target="_blank">x</a>'
    )
    assert "javascript" not in html("<a href='jav\nascript:f()'>x</a>")
    assert html("<a name=x>x</a>") == "<a>x</a>"


def test_pictures_and_sounds_are_kept() -> None:
    assert html("<img src='data:image/png;base64,AA=='>") == (
        '<img src="data:image/png;base64,AA==" alt>'
    )
    assert html("<img src='data:text/html,x' alt=A>") == '<img alt="A">'
    assert html("<audio autoplay><source src=a.wav>no <b>sound</b></audio>") == (
        '<audio controls><source src="a.wav"></audio>'
    )
    assert html("<source src=x>y") == "<span>y</span>"
    assert not inert_markup("<hr>").is_empty


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<td>x", "<span>x</span>"),
        (
            "<table><td>1<td>2<tr><th>3</table>",
            "<table><tbody><tr><td>1</td><td>2</td></tr>"
            "<tr><th>3</th></tr></tbody></table>",
        ),
        (
            "<table> <col><tr>a <b>c</b><td>1</table>",
            "<span>a </span><span>c</span><table><colgroup><col></colgroup>"
            "<tbody><tr><td>1</td></tr></tbody></table>",
        ),
        (
            "<table><caption>c<tbody><tr><table><tr><td>1",
            "<table><caption>c</caption><tbody><tr></tr></tbody></table>"
            "<table><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        ("<p>a<div>b</div>c", "<p>a</p><div>b</div><span>c</span>"),
        (
            "<p>a<table><td><p>b",
            "<p>a</p><table><tbody><tr><td><p>b</p></td></tr></tbody></table>",
        ),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<ul><li><ul><li>a", "<ul><li><ul><li>a</li></ul></li></ul>"),
        ("<h1>a<h2>b", "<h1>a</h1><h2>b</h2>"),
        ("<a>x<a>y</a></a>", "<a>xy</a>"),
        ("<b>x</i></b></b>", "<b>x</b>"),
        ("<pre>\n x\n</pre>", "<pre> x\n</pre>"),
        (
            "<pre>x<b> </b> <b></b></pre>",
            "<pre><span>x</span><b> </b><span> </span><b></b></pre>",
        ),
        (
            "<b>x</b> <i>y</i> <p>z</p> <i>a</i> ",
            "<b>x</b><span> </span><i>y</i><p>z</p><i>a</i>",
        ),
        ("<center>x<font>y</font></center>", "<div><span>x</span><span>y</span></div>"),
        ("<br/>x<hr></hr>", "<br><span>x</span><hr>"),
        ("<unknown><b>x</b></unknown>", "<b>x</b>"),
        ("a < b &lt; c", "<span>a &lt; b &lt; c</span>"),
        ("", ""),
        ("</svg><svg>", ""),
        ("<video><svg></svg></video>", "<video controls></video>"),
        ("<table></svg> </table>", "<table></table>"),
        ("<pre>\n</pre>", "<pre></pre>"),
    ],
)
def test_malformed_html_becomes_a_tree_that_parsers_keep(text: str, kept: str) -> None:
    assert html(text) == kept


def test_no_depth_is_too_much() -> None:
    text = html("<b>" * 5000 + "x" + "<table><td>" * 5000)

    assert "x" in text
    assert text.count("<b>") < 200


def test_looks_of_an_element_are_a_rule() -> None:
    (node,) = inert_markup(
        "<b style='color:RED;Border-Top-color:#123 !important;x:y;margin:1px 2px'>x</b>"
    ).nodes

    assert node.rule is not None
    assert "{color:RED;border-top-color:#123 !important;margin:1px 2px}" in (
        node.rule.text
    )


@pytest.mark.parametrize(
    "declaration",
    [
        "color:red}body{color:blue",
        "color:expression(alert(1))",
        "color:var(--x)",
        "background:image-set('a')",
        "color:r\\65 d",
        "width:calc(1px",
        "width:1px/* x",
        "behavior:x",
        "position:fixed",
        "color:",
        "background:@import",
    ],
)
def test_css_that_does_more_is_left_out(declaration: str) -> None:
    (node,) = inert_markup(f'<b style="{declaration}">x</b>').nodes

    assert node.rule is None or "url" not in node.rule.text
    assert node.rule is None


def test_old_attributes_are_looks_too() -> None:
    (node,) = inert_markup("<p align=RIGHT bgcolor='#fff' color=red>x").nodes

    assert node.rule is not None
    assert "{text-align:right;background-color:#fff;color:red}" in node.rule.text
    assert walk("<p align=up>x")[0].rule is None


def test_the_style_sheet_of_a_styler_is_followed() -> None:
    cell = walk(
        "<style>/* y */ #T_1_c, #T_1_d { color: red; } #T_1_c { width: 1px }"
        "#T_1_c:hover { color: blue } #T_1_c { top: 0 } b { color: blue }</style>"
        "<table id=T_1><tr><td id=T_1_c>1</td></tr></table>"
    )[-1]

    assert cell.rule is not None
    assert "{color:red;width:1px}" in cell.rule.text


@pytest.mark.parametrize("attribute", ["class='dataframe x'", "id=T_1"])
def test_tables_of_data_are_known(attribute: str) -> None:
    assert walk(f"<table {attribute}></table>")[0].class_name == "tw-data"
    assert walk("<table id=x></table>")[0].class_name == ""


def drawing(text: str) -> str:
    (node,) = inert_markup(text).nodes
    assert node.tag == "img"
    return base64.b64decode(node.attributes["src"].partition(",")[2]).decode()


def test_a_drawing_becomes_a_picture() -> None:
    svg = "<svg viewBox='0 0 1 1'>\n<clipPath/><svg></svg>x<script>f()</script></svg>"

    assert drawing(svg) == svg.replace("<svg v", f'<svg xmlns="{NAMESPACE}" v')
    assert drawing(f"<svg xmlns='{NAMESPACE}'/>") == f"<svg xmlns='{NAMESPACE}'/>"
    assert html("<table><svg></svg></table>") == "<table></table>"


NAMESPACE = "http://www.w3.org/2000/svg"


def test_a_drawing_can_be_an_image_as_it_is() -> None:
    assert svg_url("<svg/>").startswith("data:image/svg+xml;base64,")
