"""How colours look to somebody who does not see green, and in grey print."""

from __future__ import annotations

import numpy as np

DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
"""On linear red, green and blue, at severity 1: Machado, G. M., Oliveira, M. M. & Fernandes, L. A.
F. (2009). A physiologically-based model for simulation of color vision deficiency. IEEE
Transactions on Visualization and Computer Graphics 15(6), 1291-1298, table 1."""

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
"""Weights of ITU-R BT.709: what is left of linear red, green and blue in grey print."""

TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(pixels):
    """sRGB from 0 to 255 as linear light from 0 to 1 (IEC 61966-2-1)."""
    part = np.asarray(pixels, dtype=float) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def stored(light):
    """Linear light as sRGB from 0 to 255."""
    light = np.clip(light, 0, 1)
    part = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return part * 255


def without_green(pixels):
    """As somebody with deuteranopia sees them."""
    return stored(linear(pixels) @ DEUTERANOPIA.T)


def in_grey(pixels):
    """As grey print shows them."""
    return stored(np.repeat((linear(pixels) @ LUMINANCE)[..., None], 3, axis=-1))


def as_seen(pixels):
    """The same, for comparison."""
    return np.asarray(pixels, dtype=float)


def rgb(colour):
    """ "#0b4f6c" as three numbers."""
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=float)


def lab(pixels):
    """CIELAB under D65."""
    xyz = linear(pixels) @ TO_XYZ.T / WHITE
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def apart(one, other):
    """Colour difference of 1976: about 2 is just to be seen, 10 at a glance."""
    return float(np.linalg.norm(lab(one) - lab(other)))


def contrast(one, other):
    """Contrast of WCAG 2: from 1 to 21."""
    light = sorted((float(linear(each) @ LUMINANCE) for each in (one, other)), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)
