"""Draws docs/isochrones.svg, the picture of the page "Roads": python docs/draw_isochrones.py"""

from pathlib import Path

import territory_engine as te
from territory_engine.road.picture import isochrone_picture

network = te.RoadNetwork.from_edges(*te.demo.roads(), road_class="road_class")
reached = network.isochrone((48.012, 11.022), [2.0, 4.0, 6.0])
picture = isochrone_picture(network, reached, "Two, four and six minutes by car")
Path(__file__).with_name("isochrones.svg").write_text(picture, encoding="utf-8")
