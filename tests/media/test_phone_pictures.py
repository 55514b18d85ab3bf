"""A phone's pictures (HEIC, AVIF) become JPEG: upright, with their own colors, telling of no place."""

import io

import pytest
from PIL import Image, ImageCms

from bot.media.pictures import PictureRefused, for_slack, made_fit
from tests.support import files

MMS = frozenset({"image/jpeg", "image/png", "image/gif"})


def _read(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=["JPEG"])


def _fit(content: bytes, kind: str = "image/heic", most: int = 5_000_000) -> Image.Image:
    made, as_kind = made_fit(content, kind, most, MMS)
    assert as_kind == "image/jpeg"
    assert len(made) <= most
    return _read(made)


def _is_red(picture: Image.Image, x: int, y: int) -> bool:
    red, _, blue = picture.convert("RGB").getpixel((x, y))  # type: ignore[misc]
    return bool(red > 200 and blue < 60)


def test_an_iphone_s_picture_goes_as_a_jpeg_and_tells_nothing_of_place_or_camera() -> None:
    told = files.iphone(xmp=b"<x:xmpmeta>Elm Street</x:xmpmeta>")
    assert b"camera" in told
    assert b"Elm Street" in told
    content, _ = made_fit(told, "image/heic", 5_000_000, MMS)
    made = _read(content)
    assert made.size == (64, 48)
    assert (_is_red(made, 5, 24), _is_red(made, 58, 24)) == (True, False)
    assert not made.getexif()
    assert b"camera" not in content
    assert b"Elm Street" not in content


def test_one_that_was_taken_upright_stands_upright_and_is_not_turned_twice() -> None:
    made = _fit(files.iphone(turned=True))
    assert b"irot" in files.iphone(turned=True)
    assert made.size == (48, 64)
    assert (_is_red(made, 24, 5), _is_red(made, 24, 58)) == (True, False)


def test_its_colors_stay_what_they_are() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert _fit(files.iphone(icc_profile=profile)).info["icc_profile"] == profile


def test_a_large_one_is_made_to_fit() -> None:
    noise = Image.effect_noise((1600, 1200), 120).convert("RGB")
    out = io.BytesIO()
    files.iphone()  # Pillow knows from here on how to write one.
    noise.save(out, "HEIF", quality=90)
    made = _fit(out.getvalue(), most=200_000)
    assert 600 < made.width < 1600


def test_one_with_several_pictures_goes_as_the_one_its_camera_names_first() -> None:
    other = Image.new("RGB", (30, 20), (0, 250, 0))
    content = files.iphone(save_all=True, append_images=[other], primary_index=0)
    assert _fit(content).size == (64, 48)
    assert _fit(files.iphone(save_all=True, append_images=[other], primary_index=1)).size == (30, 20)


def test_one_of_more_than_eight_bits_a_color_goes_too() -> None:
    deep = Image.new("I;16", (40, 30), 60_000)
    out = io.BytesIO()
    files.iphone()
    deep.save(out, "HEIF")
    assert _fit(out.getvalue()).size == (40, 30)


def test_what_one_sees_through_becomes_white() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    for kind in ("HEIF", "AVIF"):
        out = io.BytesIO()
        files.iphone()
        clear.save(out, kind)
        made = _fit(out.getvalue(), "image/heic" if kind == "HEIF" else "image/avif")
        assert min(made.convert("RGB").getpixel((20, 20))) > 250  # type: ignore[arg-type]


def test_an_avif_goes_as_a_jpeg_and_a_moving_one_does_not() -> None:
    assert _fit(files.picture(kind="AVIF"), "image/avif").size == (32, 24)
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in (100, 200)]
    out = io.BytesIO()
    files.picture(kind="AVIF")
    Image.new("RGB", (20, 20)).save(out, "AVIF", save_all=True, append_images=frames)
    with pytest.raises(PictureRefused, match="moving"):
        made_fit(out.getvalue(), "image/avif", 5_000_000, MMS)


def test_for_slack_a_phone_s_picture_is_made_one_that_it_shows_and_nothing_else_is() -> None:
    shown = for_slack(files.iphone(turned=True), "image/heic")
    assert shown is not None
    assert _read(shown).size == (48, 64)
    assert b"camera" not in shown
    assert for_slack(files.picture(), "image/jpeg") is None
    assert for_slack(files.PDF, "application/pdf") is None
    with pytest.raises(PictureRefused, match="50 million points"):
        for_slack(files.bomb(), "image/png")


@pytest.mark.parametrize("size", [(8_000, 8_000), (30_000, 30_000), (65_535, 900)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(PictureRefused, match="50 million points") as caught:
        made_fit(files.lying_heic(*size), "image/heic", 5_000_000, MMS)
    assert not caught.value.is_none


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0\x18ftypheic",
        b"\0\0\0\x18ftypmif1" + bytes(5_000),
        files.iphone()[:200],
        files.iphone()[:-20],
        files.lying_heic(0, 0),
        files.lying_heic(20, 20),
        files.lying_heic(4_000, 4_000),
        files.picture(kind="AVIF")[:-10],
        files.picture(),
        files.PAGE,
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(PictureRefused, match="cannot be read as a picture") as caught:
        made_fit(content, "image/heic", 5_000_000, MMS)
    assert caught.value.is_none
