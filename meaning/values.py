"""What the models speak of."""

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # a text a row
