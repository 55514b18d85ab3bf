"""Secrets at rest: they come back whole, from their own row and with their own key, and from nowhere else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vault import KEY_BYTES, CannotOpen, Sealed, Vault, fresh_key, read_keys

keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
rows = st.text(max_size=40)
# Lone surrogates are in no token.
secrets = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(keys, secrets, rows)
def test_a_secret_comes_back_as_it_was(key: bytes, secret: str, row: str) -> None:
    vault = Vault([key])
    assert vault.open(vault.seal(secret, row), row) == secret


@given(keys, secrets, rows, rows)
def test_it_is_bound_to_its_row(key: bytes, secret: str, row: str, other: str) -> None:
    vault = Vault([key])
    sealed = vault.seal(secret, row)
    if row != other:
        with pytest.raises(CannotOpen):
            vault.open(sealed, other)


@given(keys, keys, secrets)
def test_another_key_does_not_open_it(key: bytes, other: bytes, secret: str) -> None:
    sealed = Vault([key]).seal(secret, "row")
    if key != other:
        with pytest.raises(CannotOpen):
            Vault([other]).open(sealed, "row")
        # Not even under the other key's name.
        theirs = Vault([other]).seal("", "row").key_id
        with pytest.raises(CannotOpen):
            Vault([other]).open(Sealed(theirs, sealed.content), "row")


@given(keys, secrets, st.data())
def test_not_a_bit_of_it_can_be_changed(key: bytes, secret: str, data: st.DataObject) -> None:
    vault = Vault([key])
    sealed = vault.seal(secret, "row")
    content = bytearray(base64.urlsafe_b64decode(sealed.content))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        vault.open(Sealed(sealed.key_id, base64.urlsafe_b64encode(content).decode()), "row")


@given(st.text(max_size=80))
def test_what_is_no_sealed_secret_is_not_opened(content: str) -> None:
    vault = Vault([bytes(KEY_BYTES)])
    key_id = vault.seal("", "row").key_id
    with pytest.raises(CannotOpen):
        vault.open(Sealed(key_id, content), "row")


@given(keys, keys, secrets)
def test_the_first_key_seals_and_all_of_them_open(old: bytes, new: bytes, secret: str) -> None:
    before = Vault([old])
    sealed = before.seal(secret, "row")
    both = Vault([new, old])
    assert both.open(sealed, "row") == secret
    assert both.is_current(sealed) == (old == new)
    anew = both.seal(both.open(sealed, "row"), "row")
    assert both.is_current(anew)
    assert Vault([new]).open(anew, "row") == secret


def test_the_same_secret_looks_different_each_time_and_shows_nothing() -> None:
    vault = Vault([bytes(KEY_BYTES)])
    first, second = vault.seal("hush-hush", "row"), vault.seal("hush-hush", "row")
    assert first.content != second.content
    assert "hush" not in repr(first)
    assert "hush" not in first.content


def test_keys_are_read_as_the_environment_has_them() -> None:
    one, two = fresh_key(), fresh_key()
    assert len(read_keys(f"{one}, {two}")) == 2
    assert read_keys(one.rstrip("=")) == read_keys(one)


@pytest.mark.parametrize("wrong", ["", "short", "a" * 42, "b" * 43 + "=,", "b" * 43 + "!", "é" * 44])
def test_a_wrong_key_is_refused_without_being_shown(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"key 1|key 2") as refused:
        read_keys(wrong)
    assert len(wrong) < 6 or wrong not in str(refused.value)


def test_a_vault_has_a_key() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault([])
    with pytest.raises(ValueError, match="32 bytes"):
        Vault([b"short"])
