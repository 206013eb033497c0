"""What the evaluations count. Confidence intervals: bootstrap, 2000 draws."""

import numpy as np


def interval(values, statistic=np.mean):
    draw = np.random.default_rng(1)
    values = np.asarray(values, float)
    tries = [statistic(values[draw.integers(0, len(values), len(values))]) for _ in range(2000)]
    return f"{statistic(values):.3f} [{np.percentile(tries, 2.5):.3f}, {np.percentile(tries, 97.5):.3f}] (n = {len(values)})"


def angle(result):
    """The largest Cobb angle of an overread-result, 0 where there is none."""
    return result["measurements"][0]["value"] if result.get("measurements") else 0.0
