"""Maps drawn as text: a letter or digit is a place, a character 100 m wide and a line 100 m high.

>>> places = positions('''
... A---B
... ''')
>>> sorted(places)
['A', 'B']
"""

from xml.sax.saxutils import quoteattr

import numpy as np
import pyarrow as pa

SOUTH, WEST = 47.0, 9.0
METRES_A_DEGREE = 6371008.8 * np.pi / 180.0
STEP_M = 100.0
SPEED_M_S = 10.0


def positions(drawing):
    """Degrees of every letter and digit, the last line farthest south."""
    lines = [line for line in drawing.split("\n") if line.strip()]
    indent = min(len(line) - len(line.lstrip()) for line in lines)
    found = {}
    for row, line in enumerate(reversed(lines)):
        for column, character in enumerate(line[indent:]):
            if character.isalnum():
                found[character] = place(column, row)
    return found


def place(column, row):
    """Degrees of a spot of the drawing, columns from the left and lines from below."""
    latitude = SOUTH + row * STEP_M / METRES_A_DEGREE
    return latitude, WEST + column * STEP_M / (METRES_A_DEGREE * np.cos(np.radians(SOUTH)))


def tables(drawing, roads):
    """Tables of nodes and edges: ``A-B`` both ways, ``A>B`` one way; 10 m/s unless ``A-B:30`` says how many seconds."""
    at = positions(drawing)
    rows = []
    for road in roads.split():
        ends, _, seconds = road.partition(":")
        a, sign, b = ends
        (ay, ax), (by, bx) = at[a], at[b]
        length = METRES_A_DEGREE * np.hypot(ay - by, (ax - bx) * np.cos(np.radians(SOUTH)))
        time = float(seconds) if seconds else length / SPEED_M_S
        rows.append((a, b, time, length))
        if sign == "-":
            rows.append((b, a, time, length))
    names = ("tail", "head", "travel_time_s", "length_m")
    edges = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    used = sorted({end for row in rows for end in row[:2]})
    nodes = {"id": used, "latitude": [at[name][0] for name in used], "longitude": [at[name][1] for name in used]}
    return pa.table(nodes), edges


def node_id(letter):
    """The id that :func:`write_osm` gives to a place."""
    return ord(letter)


def write_osm(path, drawing, ways, nodes=None, missing=""):
    """Write a file of OpenStreetMap.

    Parameters
    ----------
    path : path
    drawing : str
    ways : list of (letters, tags)
        Tags as text: ``highway=primary oneway=yes``; ``~`` stands for a blank.
    nodes : dict, optional
        Tags of single places.
    missing : str
        Places that are not in the file, though ways go there.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="drawn">']
    for letter, (latitude, longitude) in sorted(positions(drawing).items()):
        if letter not in missing:
            head = f'<node id="{node_id(letter)}" version="1" lat="{latitude:.7f}" lon="{longitude:.7f}">'
            lines += [head, *_tags((nodes or {}).get(letter, "")), "</node>"]
    for number, (letters, tags) in enumerate(ways, 1):
        refs = [f'<nd ref="{node_id(letter)}"/>' for letter in letters]
        lines += [f'<way id="{number}" version="1">', *refs, *_tags(tags), "</way>"]
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path


def _tags(text):
    pairs = (pair.split("=") for pair in text.split())
    return [f"<tag k={quoteattr(key)} v={quoteattr(value.replace('~', ' '))}/>" for key, value in pairs]
