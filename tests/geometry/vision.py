"""How colours look: CIELAB, kinds of colour vision, the CIEDE2000 difference, luminance."""

import numpy as np

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
# Machado, Oliveira and Fernandes 2009, full severity, on linear sRGB
KINDS = (
    np.eye(3),
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],  # protanopia
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],  # deuteranopia
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],  # tritanopia
)


def linear(colors):
    """Linear sRGB of hex colours, (n, 3)."""
    values = np.array([[int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)] for text in colors])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def luminance(colors):
    """Relative luminance as WCAG counts it."""
    return linear(colors) @ TO_XYZ[1]


def seen(colors):
    """CIELAB (D65) of the colours for each kind of vision."""
    return [lab(np.clip(linear(colors) @ np.transpose(kind), 0.0, 1.0)) for kind in KINDS]


def lab(values):
    """CIELAB of linear sRGB."""
    t = values @ TO_XYZ.T / TO_XYZ.sum(axis=1)
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    x, y, z = np.moveaxis(f, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def difference(one, other):
    """CIEDE2000 (Sharma, Wu and Dalal 2005, doi:10.1002/col.20070), all weights 1."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(one, -1, 0), np.moveaxis(other, -1, 0)
    mean_chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180
    lightness, chroma = l2 - l1, c2 - c1
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = np.radians(np.where(abs(h1 - h2) > 180, (h1 + h2 + 360) / 2, (h1 + h2) / 2))
    t = 1 - 0.17 * np.cos(mean_h - np.pi / 6) + 0.24 * np.cos(2 * mean_h)
    t += 0.32 * np.cos(3 * mean_h + np.radians(6)) - 0.20 * np.cos(4 * mean_h - np.radians(63))
    dl = lightness / (1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2))
    dc, dh = chroma / (1 + 0.045 * mean_c), hue / (1 + 0.015 * mean_c * t)
    bend = np.radians(60 * np.exp(-(((np.degrees(mean_h) - 275) / 25) ** 2)))
    rotation = -2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)) * np.sin(bend)
    return np.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)
