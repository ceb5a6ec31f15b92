"""Types of the extension module; its functions are defined in territory_engine.kernels.interface."""

import numpy as np
from numpy.typing import NDArray

def simd_level() -> str: ...
def simd_levels() -> list[str]: ...
def set_simd_level(name: str) -> None: ...
def unit_vectors(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], threads: int
) -> NDArray[np.float32]: ...
def spatial_order(latitude: NDArray[np.float64], longitude: NDArray[np.float64], threads: int) -> NDArray[np.int32]: ...
def great_circle_matrix(
    latitude_a: NDArray[np.float64],
    longitude_a: NDArray[np.float64],
    latitude_b: NDArray[np.float64],
    longitude_b: NDArray[np.float64],
    out: NDArray[np.float32],
    threads: int,
) -> None: ...
def great_circle_nearest(
    latitude_a: NDArray[np.float64],
    longitude_a: NDArray[np.float64],
    latitude_b: NDArray[np.float64],
    longitude_b: NDArray[np.float64],
    k: int,
    threads: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]: ...
def _stream_fill(value: float, out: NDArray[np.float32], threads: int) -> None: ...
