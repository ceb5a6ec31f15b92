"""What the ```sh blocks of the pages speak of: their commands, and the files that these need."""

import shlex

import numpy as np
import pyarrow as pa
from docs.extensions.page_code import write_accounts
from pyarrow import csv, parquet

import territory_engine as te

PROGRAM = "territory-engine"


def commands(block):
    """The arguments of each ``territory-engine`` of a block."""
    lines = block.replace("\\\n", " ").splitlines()
    words = [shlex.split(line, comments=True) for line in lines]
    return [line[1:] for line in words if line[:1] == [PROGRAM]]


def write_files(folder, *, roads):
    """Accounts and offices, and with ``roads`` a town for them to be in: a map, and tables of nodes and edges."""
    write_accounts(folder)
    accounts = csv.read_csv(folder / "accounts.csv")
    if roads:
        edges, nodes = te.demo.roads(columns=12, rows=12)
        parquet.write_table(edges, folder / "edges.parquet")
        parquet.write_table(nodes, folder / "nodes.parquet")
        _write_map(folder / "region.osm.pbf", edges, nodes)
        accounts = accounts.slice(0, 600)
        at = np.random.default_rng(0).integers(0, nodes.num_rows, accounts.num_rows)
        for name, column in (("lat", "latitude"), ("lon", "longitude")):
            place = nodes[column].take(pa.array(at))
            accounts = accounts.set_column(accounts.schema.get_field_index(name), name, place)
        csv.write_csv(accounts, folder / "accounts.csv")
    for name in ("offices", "depots"):
        csv.write_csv(accounts.slice(0, 10), folder / f"{name}.csv")


def _write_map(path, edges, nodes):
    """A file of OpenStreetMap with these roads, each a way of two nodes."""
    import osmium

    tags = {"ring": "primary", "main": "secondary", "street": "residential", "bridge": "secondary"}
    with osmium.SimpleWriter(str(path)) as writer:
        for node in nodes.to_pylist():
            place = (node["longitude"], node["latitude"])
            writer.add_node(osmium.osm.mutable.Node(id=node["id"] + 1, location=place))
        for number, edge in enumerate(edges.to_pylist(), 1):
            ends = [edge["tail"] + 1, edge["head"] + 1]
            way = {"highway": tags[edge["road_class"]], "oneway": "yes"}
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=ends, tags=way))
