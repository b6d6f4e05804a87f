"""Setting up a machine: each step once, and a sentence where a step is impossible."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from config import machine
from config.environment import ROOT


def test_nothing_that_is_installed_says_where_it_was_fetched_from() -> None:
    for name in ("requirements/run.txt", "requirements/test.txt", "package-lock.json", "package.json", ".npmrc"):
        words = (ROOT / name).read_text()
        assert "resolved" not in words.replace("registry-resolved", "")
        # Addresses of people who ask for support stand in the packages' own descriptions.
        words = re.sub(r'"funding": (\{[^}]*\}|\[.*?\])', "", words, flags=re.DOTALL)
        assert re.findall(r"https?://\S+|--\S*index-url|--trusted-host", words) == [], name


def test_everything_that_is_installed_is_pinned_and_hashed() -> None:
    for name in ("run", "test"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", " ").splitlines()
        packages = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
        assert packages
        assert [line for line in packages if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:", line)] == []


def test_running_and_testing_use_the_same_versions() -> None:
    run, test = (
        set(re.findall(r"^([\w.\[\]-]+==\S+)", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))
        for name in ("run", "test")
    )
    assert run - test == set()


def test_without_root_and_sudo_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "administrator_prefix", lambda: None)
    with pytest.raises(SystemExit) as refusal:
        machine.install_debian_packages(["libpango-1.0-0", "libfontconfig1"], "to make PDFs")
    assert str(refusal.value) == (
        "Due Regard cannot be set up: to make PDFs it needs libpango-1.0-0, libfontconfig1; "
        "run: apt-get install libpango-1.0-0 libfontconfig1"
    )


def test_the_libraries_are_installed_only_where_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(machine, "install_debian_packages", lambda packages, _purpose: asked.append(packages))
    monkeypatch.setattr(machine, "can_load", lambda library: True)
    machine.set_up_pdf_libraries()
    assert asked == []
    monkeypatch.setattr(machine, "can_load", lambda library: library != "libpango-1.0.so.0")
    machine.set_up_pdf_libraries()
    assert "libpango-1.0-0" in asked[0]


def test_a_machine_without_node_uses_the_one_among_the_python_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    assert machine.node().is_file()
    done = subprocess.run([*machine.npm(), "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\d+\.\d+\.\d+\s*", done.stdout)


def test_a_step_is_done_again_only_when_what_it_depends_on_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "styles", tmp_path / "styles")
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    done: list[str] = []
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    monkeypatch.setattr(machine, "__file__", str(tmp_path / "package-lock.json"))
    monkeypatch.setattr(machine, "BUILT", tmp_path)
    monkeypatch.setattr(machine, "build_assets", lambda: done.append("built"))
    machine.set_up_assets()
    machine.set_up_assets()
    assert len(done) == 1
    with open(tmp_path / "styles" / "main.scss", "a") as file:
        file.write("\n.app-new { margin: 0 }\n")
    machine.set_up_assets()
    assert len(done) == 2


def test_styles_that_do_not_compile_stop_with_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    monkeypatch.setattr(machine, "BUILT", tmp_path / "built")
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "main.scss").write_text(".wrong { color: ")
    with pytest.raises(SystemExit, match=r"styles could not be compiled"):
        machine.build_assets()


def test_every_command_that_make_offers_is_explained() -> None:
    offered = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ)
    for command in ("setup", "run", "test", "check", "bench", "help"):
        assert re.search(rf"^  make {command} +\w", offered.stdout, re.MULTILINE)
