"""A walk plays its steps in order and fails with the first that fails."""

import sys

import pytest

from console.walk import Lost, Step, Walk


@pytest.fixture
def walked(qtbot, root):
    """Plays steps to the end; gives whether they all were reached, and the pictures."""

    def play(*steps: Step, fault: bool = False) -> tuple[bool, list[str]]:
        pictures: list[str] = []

        def save(name: str) -> str:
            pictures.append(name)
            return f"{name}.png"

        walk = Walk(list(steps), save, lambda: "the list", print, root, deadline_s=0.3)
        with qtbot.waitSignal(walk.ended) as ended:
            walk.start()
            if fault:
                try:
                    raise ZeroDivisionError("KERMARREC")
                except ZeroDivisionError:
                    walk.abort(*sys.exc_info())
        return ended.args[0], pictures

    return play


def step(name: str, done: list[str], *, is_reached: bool = True) -> Step:
    return Step(name, f"did {name}", lambda: done.append(name), lambda: is_reached)


def test_steps_are_played_in_order_with_a_picture_each(walked, capsys):
    done: list[str] = []

    assert walked(step("a", done), step("b", done)) == (True, ["01-a", "02-b"])
    assert done == ["a", "b"]
    printed = capsys.readouterr().out
    assert "1. did a" in printed
    assert "ms  02-b.png" in printed


def test_a_state_that_is_not_reached_fails_and_ends_the_walk(walked, capsys):
    done: list[str] = []
    ok, pictures = walked(step("a", done, is_reached=False), step("b", done))

    assert not ok
    assert pictures == ["01-a-failed"]
    assert done == ["a"]
    assert "FAILED, not reached within 0.3 s (focus on the list)" in capsys.readouterr().out


def test_a_step_that_is_lost_says_why(walked, capsys):
    def lose() -> None:
        raise Lost("no such control")

    ok, _ = walked(Step("a", "did a", lose, lambda: True))

    assert not ok
    assert "no such control" in capsys.readouterr().out


def test_a_fault_elsewhere_fails_the_step_without_its_text(walked, capsys):
    ok, _ = walked(step("a", []), fault=True)

    printed = capsys.readouterr().out
    assert not ok
    assert "ZeroDivisionError at tests.console.test_walk:" in printed
    assert "KERMARREC" not in printed
