"""Pictures are looked at before they are unpacked, turned upright, and made to fit."""

import io

import pytest
from PIL import Image

from bot.media.pictures import PictureRefused, look_at, made_fit
from tests.support import files

MMS = frozenset({"image/jpeg", "image/png", "image/gif"})


def _read(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_a_picture_may_be_opened(kind: str) -> None:
    look_at(files.picture(kind=kind), f"image/{kind.lower()}")


def test_what_cannot_be_opened_here_is_not_looked_at() -> None:
    look_at(b"anything", "image/bmp")
    look_at(files.PDF, "application/pdf")


@pytest.mark.parametrize("side", [8_000, 30_000, 2_000_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(PictureRefused, match="50 million points") as caught:
        look_at(files.bomb(side), "image/png")
    assert not caught.value.is_none
    with pytest.raises(PictureRefused):
        made_fit(files.bomb(side), "image/png", 5_000_000, MMS)


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n", files.picture(kind="PNG")[:20], files.POLYGLOT]
)
def test_what_is_no_picture_is_told(content: bytes) -> None:
    with pytest.raises(PictureRefused) as caught:
        look_at(content, "image/png")
    assert caught.value.is_none


def test_a_picture_that_ends_too_soon_is_refused() -> None:
    with pytest.raises(PictureRefused, match="cannot be read"):
        made_fit(files.picture(200, 200, noise=True)[:3000], "image/jpeg", 5_000_000, MMS)


def test_a_picture_is_turned_upright_and_tells_nothing_of_place_or_camera() -> None:
    told = files.told_about(40, 20)
    assert _read(told).getexif()
    content, kind = made_fit(told, "image/jpeg", 5_000_000, MMS)
    assert (kind, _read(content).size) == ("image/jpeg", (20, 40))
    assert not _read(content).getexif()
    assert b"camera" not in content


@pytest.mark.parametrize("most", [5_000_000, 300_000])
def test_no_comment_and_no_description_goes_along(most: int) -> None:
    told = files.picture(1200, 900, noise=True, comment=b"at home", xmp=b"<x:xmpmeta>Elm Street</x:xmpmeta>")
    assert b"Elm Street" in told
    content, _ = made_fit(told, "image/jpeg", most, MMS)
    assert len(content) <= most
    assert b"Elm Street" not in content
    assert b"at home" not in content


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1", "LA"])
def test_every_way_to_keep_colors_can_be_sent(mode: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), (9, 9, 9)).convert(mode).save(out, "TIFF")
    content, kind = made_fit(out.getvalue(), "image/tiff", 5_000_000, MMS)
    assert (kind, _read(content).size) == ("image/jpeg", (40, 40))


def test_a_picture_that_fits_keeps_its_kind_and_what_one_sees_through() -> None:
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    content, kind = made_fit(out.getvalue(), "image/png", 5_000_000, MMS)
    assert (kind, _read(content).mode) == ("image/png", "RGBA")


def test_a_large_picture_is_made_smaller() -> None:
    large = files.picture(3000, 2000, "PNG", noise=True)
    assert len(large) > 5_000_000
    content, kind = made_fit(large, "image/png", 600_000, MMS)
    assert kind == "image/jpeg"
    assert 100_000 < len(content) <= 600_000
    assert _read(content).width > 600


def test_a_kind_that_does_not_go_becomes_a_jpeg() -> None:
    content, kind = made_fit(files.picture(kind="WEBP"), "image/webp", 5_000_000, MMS)
    assert (kind, _read(content).format) == ("image/jpeg", "JPEG")


def test_what_one_sees_through_becomes_white_as_a_jpeg() -> None:
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "WEBP")
    content, _ = made_fit(out.getvalue(), "image/webp", 5_000_000, MMS)
    assert _read(content).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_moving_picture_stays_as_it_is_or_is_refused() -> None:
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in (0, 100, 200)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    moving = out.getvalue()
    assert made_fit(moving, "image/gif", 5_000_000, MMS) == (moving, "image/gif")
    with pytest.raises(PictureRefused, match="moving"):
        made_fit(moving, "image/gif", len(moving) - 1, MMS)


def test_what_cannot_be_made_small_enough_is_refused() -> None:
    with pytest.raises(PictureRefused, match="small enough"):
        made_fit(files.picture(2000, 2000, noise=True), "image/jpeg", 1_000, MMS)
    with pytest.raises(PictureRefused, match="JPEG"):
        made_fit(b"BM", "image/bmp", 5_000_000, MMS)
