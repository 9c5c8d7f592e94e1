import os
import stat

import pytest

from threads import files
from threads.errors import UsageError


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_takes_the_place_of_the_file(tmp_path):
    target = tmp_path / "out.json"
    target.write_text("old")
    with files.replacing(target) as file:
        file.write(b"new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert left_in(tmp_path) == ["out.json"]


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_leaves_nothing_behind_when_the_work_fails(tmp_path, fault):
    target = tmp_path / "out.json"
    target.write_text("old")
    with pytest.raises(fault), files.replacing(target) as file:
        file.write(b"half")
        raise fault
    assert target.read_text() == "old"
    assert left_in(tmp_path) == ["out.json"]


def test_new_files_have_the_usual_rights_and_old_ones_keep_theirs(tmp_path):
    mask = os.umask(0o027)
    try:
        with files.replacing(tmp_path / "new") as file:
            file.write(b"")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    (tmp_path / "new").chmod(0o600)
    with files.replacing(tmp_path / "new") as file:
        file.write(b"x")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with files.replacing(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_device_is_written_and_not_replaced():
    with files.replacing(os.devnull) as file:
        file.write(b"gone")
    assert not os.path.isfile(os.devnull)  # noqa: PTH113


@pytest.mark.parametrize(("name", "message"), [("", "is a folder"), ("no/such/out.json", "its folder does not exist")])
def test_refuses(tmp_path, name, message):
    with pytest.raises(UsageError, match=message), files.replacing(tmp_path / name):
        pytest.fail("must not be entered")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_what_is_no_file_name(name):
    with pytest.raises(UsageError, match="is no file name"), files.replacing(name):
        pytest.fail("must not be entered")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_told_with_the_name_of_the_file():
    with pytest.raises(UsageError, match=r"^/dev/full: cannot be written \(No space left on device\)"):  # noqa: SIM117
        with files.replacing("/dev/full") as file:
            file.write(b"x" * 100_000)


def test_output_is_standard_output_for_a_dash(capfdbinary):
    with files.output("-") as file:
        file.write(b"\xff\x00")
    assert capfdbinary.readouterr().out == b"\xff\x00"
