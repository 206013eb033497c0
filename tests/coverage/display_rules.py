"""The display of a frame as PS3.3 and PS3.4 N.2 state it, in double precision with pydicom and numpy.

Nothing here comes from our code. What the standard leaves open (which window when the file gives none, what padding
looks like) follows core/image/PIXEL_PIPELINE.md.
"""

import numpy as np
from pydicom.pixel_data_handlers.util import apply_color_lut

# PS3.3 C.8.7.1.1.2: the Modality LUT of these leads to beam intensities, which are not for display.
NOT_FOR_DISPLAY = {f"1.2.840.10008.5.1.4.1.1.12.{n}" for n in (1, 2, 3)}
PARAMETRIC_MAP = "1.2.840.10008.5.1.4.1.1.30"
TAIL = 0.005
SAMPLES = 16384


def macro(ds, frame, name):
    """The item of a functional group macro for a 1-based frame: its own, else the shared one. PS3.3 C.7.6.16.1"""
    per_frame = ds.get("PerFrameFunctionalGroupsSequence") or []
    shared = ds.get("SharedFunctionalGroupsSequence") or []
    groups = ([per_frame[frame - 1]] if frame <= len(per_frame) else []) + list(shared[:1])
    for group in groups:
        if group.get(name):
            return group[name].value[0]
    return None


def numbers(value):
    if value is None or value == "":
        return []
    return [float(v) for v in value] if hasattr(value, "__iter__") and not isinstance(value, str) else [float(value)]


def table(item, is_signed):
    """First value mapped, bits, entries of a LUT. PS3.3 C.11.1.1"""
    count, first, bits = (int(v) for v in item.LUTDescriptor)
    count = count if count > 0 else count + 65536
    if is_signed and first > 32767:
        first -= 65536
    data = item.LUTData
    entries = np.frombuffer(data, "<u2") if isinstance(data, bytes) else np.array(data, np.int64) & 0xFFFF
    return first, bits, np.asarray(entries[:count], np.float64)


def looked_up(lut, values):
    first, _, entries = lut
    index = np.clip(np.floor(values + 0.5) - first, 0, len(entries) - 1)
    return entries[index.astype(np.int64)]


def is_padding(ds, stored):
    """PS3.3 C.7.5.1.1.2. The attribute may have been written with the other sign than the pixels'."""
    def read(keyword, float_keyword):
        if is_float(ds):
            found = numbers(ds.get(("Double" if "DoubleFloatPixelData" in ds else "") + float_keyword))
            return found[0] if found else None
        found = numbers(ds.get(keyword))
        if not found:
            return None
        word = int(found[0]) & 0xFFFF
        return word - 65536 if ds.PixelRepresentation == 1 and word > 32767 else word
    value = read("PixelPaddingValue", "FloatPixelPaddingValue")
    if value is None:
        return np.zeros(stored.shape, bool)
    limit = read("PixelPaddingRangeLimit", "FloatPixelPaddingRangeLimit")
    ends = sorted((value, value if limit is None else limit))
    return (stored >= ends[0]) & (stored <= ends[1])


def modality(ds, frame, stored, said):
    """Modality values, and whether the rescale goes below zero. PS3.3 C.11.1"""
    if ds.get("ModalityLUTSequence") and ds.get("SOPClassUID") not in NOT_FOR_DISPLAY:
        said.append("Modality LUT")
        return looked_up(table(ds.ModalityLUTSequence[0], ds.PixelRepresentation == 1), stored), False
    item = macro(ds, frame, "PixelValueTransformationSequence") or ds
    slope = (numbers(item.get("RescaleSlope")) or [1.0])[0] or 1.0
    intercept = (numbers(item.get("RescaleIntercept")) or [0.0])[0]
    if (slope, intercept) != (1.0, 0.0):
        said.append("rescale")
    is_signed = ds.get("PixelRepresentation", 1) == 1 or intercept < 0
    return stored * slope + intercept, is_signed


def is_float(ds):
    return "FloatPixelData" in ds or "DoubleFloatPixelData" in ds


def windowed(values, center, width, function):
    """t in [0, 1]. PS3.3 C.11.2.1.2.1, C.11.2.1.3.1, C.11.2.1.3.2"""
    if function == "SIGMOID":
        return 1.0 / (1.0 + np.exp(-4.0 * (values - center) / width))
    if function == "LINEAR_EXACT":
        inside = (values - center) / width + 0.5
        return np.where(values <= center - width / 2, 0.0, np.where(values > center + width / 2, 1.0, inside))
    low = center - 0.5 - (width - 1) / 2
    high = center - 0.5 + (width - 1) / 2
    inside = (values - (center - 0.5)) / (width - 1) + 0.5 if width > 1 else 0.0
    return np.where(values <= low, 0.0, np.where(values > high, 1.0, inside))


def own_window(ds, stored, values, padding):
    """PIXEL_PIPELINE.md, "Which VOI": the range of an 8-bit picture, or the middle 99 % of evenly spread values."""
    # With slopes below 1 the window is an exact one, which shows the same and has other numbers.
    whole = ds.get("BitsAllocated") == 8 and ds.get("BitsStored") == 8 and ds.get("PixelRepresentation") == 0
    if whole and np.array_equal(stored, values):
        low, high = 0.0, 255.0
    else:
        count = values.size
        samples = min(count, SAMPLES)
        places = np.arange(samples, dtype=np.int64) * count // samples
        chosen = values.ravel()[places][~padding.ravel()[places]]
        chosen = np.sort(chosen[np.isfinite(chosen)])
        if chosen.size == 0:
            return 0.5, 1.0
        low, high = (chosen[int(np.floor(share * (chosen.size - 1) + 0.5))] for share in (TAIL, 1 - TAIL))
    return (low + high + 1) / 2, high - low + 1


def voi(ds, frame, stored, values, padding, is_signed, said):
    """t in [0, 1]: the first window, else the first VOI LUT, else our own window. PS3.3 C.11.2"""
    item = macro(ds, frame, "FrameVOILUTSequence") or ds
    function = str(item.get("VOILUTFunction") or "LINEAR")
    if function == "LINEAR" and is_float(ds):
        # PIXEL_PIPELINE.md, "Which VOI": float pixels come in no steps.
        function = "LINEAR_EXACT"
    for center, width in zip(numbers(item.get("WindowCenter")), numbers(item.get("WindowWidth"))):
        if width >= 1 or (function != "LINEAR" and width > 0):
            said.append(f"window {function}" if function != "LINEAR" else "window")
            return windowed(values, center, width, function)
    if item.get("VOILUTSequence"):
        lut = table(item.VOILUTSequence[0], is_signed)
        said.append("VOI LUT")
        return looked_up(lut, values) / (2.0 ** lut[1] - 1)
    said.append("own window")
    return windowed(values, *own_window(ds, stored, values, padding), "LINEAR")


def hot_iron():
    """PS3.6 B.1.1, worked out: red doubles the index up to 255, green what is over 128, blue has four times what is over
    191; the last entry is white. [256][3]"""
    index = np.arange(256)
    red = np.minimum(2 * index, 255)
    green = np.clip(2 * (index - 128), 0, 255)
    blue = np.clip(4 * (index - 191), 0, 255)
    colors = np.stack([red, green, blue], axis=-1)
    colors[255] = 255
    return colors.astype(np.float64)


def mapped(t, said):
    """Colors 0 to 255 of P-Values, between two entries interpolated. PIXEL_PIPELINE.md, "Color maps" """
    said.append("Hot Iron")
    colors = hot_iron()
    return np.stack([np.interp(t * 255.0, np.arange(256), colors[:, k]) for k in range(3)], axis=-1)


def shuttered(ds, frame, rows, columns):
    """Where a shutter hides the picture. Columns and rows count from 1; a pixel on an edge is seen. PS3.3 C.7.6.11"""
    item = macro(ds, frame, "FrameDisplayShutterSequence") or ds
    shapes = item.get("ShutterShape") or []
    shapes = [shapes] if isinstance(shapes, str) else list(shapes)
    hidden = np.zeros((rows, columns), bool)
    row, column = np.mgrid[1:rows + 1, 1:columns + 1]
    for shape in shapes:
        if shape != "RECTANGULAR":
            raise NotImplementedError(f"Shutter Shape {shape}")
        hidden |= (column < item.ShutterLeftVerticalEdge) | (column > item.ShutterRightVerticalEdge)
        hidden |= (row < item.ShutterUpperHorizontalEdge) | (row > item.ShutterLowerHorizontalEdge)
    return hidden, item.get("ShutterPresentationValue", 0) / 65535.0 * 255.0


def single_sample(ds, frame, stored, said):
    """Levels 0 to 255 before rounding, [rows][columns][3]: grays, or the colors of a parametric map. PS3.4 N.2"""
    padding = is_padding(ds, stored) | np.isnan(stored)
    values, is_signed = modality(ds, frame, stored, said)
    t = voi(ds, frame, stored, values, padding, is_signed, said)
    # PS3.3 C.11.6: MONOCHROME1 and INVERSE say the same thing, and may both be there.
    if ds.PhotometricInterpretation == "MONOCHROME1" or ds.get("PresentationLUTShape") == "INVERSE":
        said.append("inverse")
        t = 1.0 - t
    if ds.get("SOPClassUID") == PARAMETRIC_MAP:
        levels = mapped(t, said)
    else:
        levels = np.repeat((t * 255.0)[..., np.newaxis], 3, axis=-1)
    if padding.any():
        said.append("padding")
        levels[padding] = 0.0
    return levels


def palette(ds, stored, said):
    """PS3.3 C.7.6.3.1.5; the tables, segmented ones too, as pydicom applies them."""
    said.append("palette")
    rgb = apply_color_lut(stored.astype(np.uint16), ds).astype(np.float64)
    bits = int(ds.RedPaletteColorLookupTableDescriptor[2])
    # Some tables say 16 bits and hold 8.
    if bits > 8 and rgb.max() > 255:
        rgb = rgb / (2.0 ** bits - 1) * 255.0
    padding = is_padding(ds, stored)
    if padding.any():
        said.append("padding")
        rgb[padding] = 0.0
    return rgb


def rgb_of_ybr_full(ybr):
    """PS3.3 C.7.6.3.1.2"""
    y, b, r = ybr[..., 0], ybr[..., 1] - 128.0, ybr[..., 2] - 128.0
    return np.stack([y + 1.402 * r, y - 0.344136 * b - 0.714136 * r, y + 1.772 * b], axis=-1)
