"""Writes the trained network as ONNX: input "picture" [3, 1, 512, 256], output "rows" [3, 8, 128].

    python3 export_onnx.py WEIGHTS.pt model.onnx
"""

import sys

import onnx
import torch

from network import INPUT_COLUMNS, INPUT_ROWS, SpineNetwork


class RowsOnly(torch.nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, picture):
        return self.network(picture)[0]


def main():
    torch.set_num_threads(1)
    network = SpineNetwork()
    network.load_state_dict(torch.load(sys.argv[1]))
    network.eval()
    # The dilation of one-tap kernels is for training speed only.
    for module in network.modules():
        if isinstance(module, torch.nn.Conv2d) and module.kernel_size == (1, 1):
            module.dilation = (1, 1)
    torch.onnx.export(RowsOnly(network).eval(), torch.rand(3, 1, INPUT_ROWS, INPUT_COLUMNS), sys.argv[2], opset_version=17,
                      input_names=["picture"], output_names=["rows"], do_constant_folding=True)
    model = onnx.load(sys.argv[2])
    onnx.checker.check_model(model)
    model.doc_string = "Spine rows: x, presence, tilt, level, phase cos, phase sin, log tilt error, focus"
    onnx.save(model, sys.argv[2])


if __name__ == "__main__":
    main()
