"""The spine network: a small U-Net finds the spine in each row, row features along it are read out,
and a one-dimensional network along the rows turns them into tilt, level and presence."""

import torch
import torch.nn as nn
import torch.nn.functional as F

INPUT_ROWS, INPUT_COLUMNS, ROW_STEP = 512, 256, 4
OUTPUT_ROWS, OUTPUT_COLUMNS = INPUT_ROWS // ROW_STEP, INPUT_COLUMNS // ROW_STEP
# Rows of the output, in order. Units: input pixels, logit, degrees, level (C7 = 0 ... L5 = 17),
# cosine and sine of the turn from one vertebra's middle (0) to the next (2 pi), and the natural
# logarithm of the tilt's expected error in degrees.
OUTPUTS = ("x", "presence", "tilt", "level", "phase_cos", "phase_sin", "tilt_log_error", "focus")


def block(inputs, outputs, stride=1, dilation=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, dilation, dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def pointwise(inputs, outputs):
    # A dilation means nothing for one tap, but sends PyTorch 1.13 to its fast kernels.
    return nn.Conv2d(inputs, outputs, 1, dilation=2)


class RowBlock(nn.Module):
    def __init__(self, width, dilation):
        super().__init__()
        self.conv = nn.Conv1d(width, width, 7, 1, 3 * dilation, dilation, bias=False)
        self.norm = nn.BatchNorm1d(width)

    def forward(self, rows):
        return rows + F.relu(self.norm(self.conv(rows)))


class SpineNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = block(1, 16, 2)
        self.down4 = nn.Sequential(block(16, 32, 2), block(32, 32))
        self.down8 = nn.Sequential(block(32, 64, 2), block(64, 64))
        self.down16 = nn.Sequential(block(64, 96, 2), block(96, 96))
        self.down32 = nn.Sequential(block(96, 128, 2), block(128, 128, 1, 2))
        self.to16 = pointwise(128, 96)
        self.up16 = block(96, 96)
        self.to8 = pointwise(96, 64)
        self.up8 = block(64, 64)
        self.to4, self.skip4 = pointwise(64, 40), pointwise(32, 40)
        self.up4 = block(40, 40)
        self.center = pointwise(40, 1)
        self.features = pointwise(40, 62)
        self.into_rows = nn.Conv1d(64, 64, 5, padding=2)
        self.rows = nn.Sequential(*[RowBlock(64, dilation) for dilation in (1, 2, 4, 8)])
        self.out = nn.Conv1d(64, 6, 1)
        columns = torch.arange(OUTPUT_COLUMNS).float() * ROW_STEP + 0.5 * (ROW_STEP - 1)
        self.register_buffer("columns", columns.view(1, 1, OUTPUT_COLUMNS))

    def forward(self, picture):
        f4 = self.down4(self.stem(picture - 0.5))
        f8 = self.down8(f4)
        f16 = self.down16(f8)
        f32 = self.down32(f16)
        up = lambda maps: F.interpolate(maps, scale_factor=2.0, mode="nearest")
        u16 = self.up16(f16 + up(self.to16(f32)))
        u8 = self.up8(f8 + up(self.to8(u16)))
        u4 = self.up4(self.skip4(f4) + up(self.to4(u8)))
        logits = self.center(u4).squeeze(1)  # [batch, rows, columns]
        share = torch.softmax(logits, dim=2)
        x = (share * self.columns).sum(2)
        focus = (share * share).sum(2)
        along = (self.features(u4) * share.unsqueeze(1)).sum(3)  # [batch, 62, rows]
        slope = (F.pad(x.unsqueeze(1), (4, 0), mode="replicate")[:, :, :-4]
                 - F.pad(x.unsqueeze(1), (0, 4), mode="replicate")[:, :, 4:]) / 16.0
        rows = torch.cat([along, slope.clamp(-2.0, 2.0), focus.unsqueeze(1)], 1)
        rows = self.out(self.rows(F.relu(self.into_rows(rows))))
        presence, tilt, level, cosine, sine, error = rows.unbind(1)
        answer = torch.stack(
            [x, presence, tilt * 10.0, level * 5.0 + 8.5, cosine, sine, error.clamp(-3.0, 4.0), focus], 1)
        return answer, logits
