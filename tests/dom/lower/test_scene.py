"""The scene: the view, the overlays above it, and the theme around them."""

from __future__ import annotations

from tempest_core import Badge, Color, Container, Text, Theme, ThemeMode, use_theme

from tempestweb.dom.lower import Context, lower_scene
from tempestweb.dom.style import theme_rule

ROOT = Text(content="view")
DIALOG = Text(content="dialog")


def test_a_scene_holds_the_view_and_carries_the_theme(theme: Theme) -> None:
    scene = lower_scene(ROOT, [], Context(theme), None, {"dir": "rtl"})

    assert scene.tag == "div"
    assert scene.class_name.startswith("tw-scene tw-")
    assert scene.rule == theme_rule(theme)
    assert scene.attributes == {"dir": "rtl"}
    assert [node.text for node in scene.children] == ["view"]


def test_overlays_lie_above_the_view_keyed_by_their_ids(theme: Theme) -> None:
    overlays = [("a", DIALOG, True), ("b", Text(content="toast"), False)]

    scene = lower_scene(ROOT, overlays, Context(theme), None)

    _, dialog, toast = scene.children
    assert (dialog.key, dialog.class_name) == ("a", "tw-overlay tw-barrier")
    assert (toast.key, toast.class_name) == ("b", "tw-overlay")
    assert [node.text for node in scene.slots] == ["view", "dialog", "toast"]


def test_a_scene_of_the_same_objects_is_the_same_scene(theme: Theme) -> None:
    overlays = [("a", DIALOG, True)]
    scene = lower_scene(ROOT, overlays, Context(theme), None)

    assert lower_scene(ROOT, overlays, Context(theme), scene) is scene
    assert lower_scene(ROOT, [], Context(theme), scene) is not scene
    assert lower_scene(ROOT, overlays, Context(theme), scene, {"dir": "rtl"}) != scene


def test_an_overlay_is_kept_while_others_come_and_go(theme: Theme) -> None:
    both = [("a", Text(content="a"), False), ("b", DIALOG, True)]
    scene = lower_scene(ROOT, both, Context(theme), None)

    after = lower_scene(ROOT, both[1:], Context(theme), scene)

    assert after.children[1] is scene.children[2]


def test_an_overlay_that_gets_a_barrier_is_another_node(theme: Theme) -> None:
    scene = lower_scene(ROOT, [("a", DIALOG, False)], Context(theme), None)

    after = lower_scene(ROOT, [("a", DIALOG, True)], Context(theme), scene)

    assert after.children[1] is not scene.children[1]
    assert after.slots[1] is scene.slots[1]


def test_another_theme_lowers_everything_again(theme: Theme) -> None:
    dark = Theme(mode=ThemeMode.DARK)
    scene = lower_scene(ROOT, [], Context(theme), None)

    assert lower_scene(ROOT, [], Context(dark), scene).children[0] is not scene.slots[0]


def test_components_see_the_scenes_theme_whatever_is_installed() -> None:
    theme = Theme.from_seed(Color(r=0, g=200, b=0), mode=ThemeMode.LIGHT)
    with use_theme(theme):
        badge = Badge(label="9", color_scheme="primary")
    other = Theme(mode=ThemeMode.LIGHT)

    with use_theme(other):
        scene = lower_scene(Container(child=badge), [], Context(theme), None)

    rule = scene.children[0].children[0].rule
    assert rule is not None
    assert theme.color("primary").to_hex() in rule.text
