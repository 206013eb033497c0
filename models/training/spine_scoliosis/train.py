"""Trains the spine network on the samples overread_phantom_export wrote.

    python3 train.py POOL OUT.pt --minutes 60

POOL holds a*.bin (training) and val.bin (validation); files that appear while training runs are
picked up. The learning rate follows the clock, so the run ends when it should."""

import argparse
import glob
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from network import INPUT_COLUMNS, INPUT_ROWS, OUTPUT_COLUMNS, OUTPUT_ROWS, ROW_STEP, SpineNetwork

PICTURE = INPUT_ROWS * INPUT_COLUMNS
SAMPLE = PICTURE + OUTPUT_ROWS * 6 * 4


class Pool:
    def __init__(self, pattern):
        self.pattern, self.files = pattern, {}
        self.refresh()

    def refresh(self):
        for path in sorted(glob.glob(self.pattern)):
            if path not in self.files:
                self.files[path] = np.memmap(path, np.uint8, "r").reshape(-1, SAMPLE)
        self.index = [(p, i) for p, d in self.files.items() for i in range(len(d))]

    def batch(self, keys):
        raw = np.stack([self.files[p][i] for p, i in keys])
        pictures = torch.from_numpy(raw[:, :PICTURE].reshape(-1, 1, INPUT_ROWS, INPUT_COLUMNS).astype(np.float32) / 255.0)
        labels = torch.from_numpy(raw[:, PICTURE:].copy().view(np.float32).reshape(-1, OUTPUT_ROWS, 6))
        return pictures, labels


def vary(pictures, labels):
    """Mirrors half of them and shifts grey, contrast and sharpness a little."""
    flip = torch.rand(len(pictures)) < 0.5
    pictures[flip] = pictures[flip].flip(3)
    labels = labels.clone()
    labels[flip, :, 0] = INPUT_COLUMNS - 1 - labels[flip, :, 0]
    labels[flip, :, 1] *= -1
    gain = torch.empty(len(pictures), 1, 1, 1).uniform_(0.75, 1.25)
    pictures = (pictures - 0.5) * gain + 0.5 + torch.empty_like(gain).normal_(0, 0.03)
    if random.random() < 0.3:
        pictures = F.avg_pool2d(pictures, 3, 1, 1)
    if random.random() < 0.5:
        pictures = pictures + torch.randn_like(pictures) * random.uniform(0.0, 0.06)
    for i in range(len(pictures)):  # something in the way
        if random.random() < 0.25:
            h, w = random.randint(8, 60), random.randint(6, 60)
            y, x = random.randint(0, INPUT_ROWS - h), random.randint(0, INPUT_COLUMNS - w)
            pictures[i, :, y:y + h, x:x + w] = pictures[i, :, y:y + h, x:x + w] * random.uniform(0, 0.6) + random.uniform(0, 1) * 0.5
    return pictures.clamp(0, 1), labels


def loss_of(answer, logits, labels):
    x, tilt, level, half, seen, present = labels.unbind(2)
    count = seen.sum() + 1e-6
    mean = lambda values: (values * seen).sum() / count
    columns = torch.arange(OUTPUT_COLUMNS).float() * ROW_STEP + 0.5 * (ROW_STEP - 1)
    target = torch.exp(-0.5 * ((columns - x.unsqueeze(2)) / 4.0) ** 2)
    target = target / (target.sum(2, keepdim=True) + 1e-6)
    center = mean(-(target * torch.log_softmax(logits, 2)).sum(2))
    px, presence, ptilt, plevel, cosine, sine, log_error, _ = answer.unbind(1)
    offset = mean((px - x).abs().clamp(max=20))
    turn = 2 * math.pi * level
    phase = mean((cosine - torch.cos(turn)) ** 2 + (sine - torch.sin(turn)) ** 2)
    wrong = (ptilt - tilt).abs()
    likely = mean(wrong.detach() * torch.exp(-log_error) + log_error)
    exists = F.binary_cross_entropy_with_logits(presence, present)
    # Neighboring rows' differences too: curves are made of them.
    both = seen[:, 6:] * seen[:, :-6]
    steps = (((ptilt[:, 6:] - ptilt[:, :-6]) - (tilt[:, 6:] - tilt[:, :-6])).abs() * both).sum() / (both.sum() + 1e-6)
    return (center + 0.1 * offset + 0.35 * mean(wrong) + 0.25 * steps + 0.8 * mean((plevel - level).abs().clamp(max=6))
            + 0.5 * phase + 1.0 * exists + 0.05 * likely), mean(wrong)


@torch.no_grad()
def validate(network, pool):
    network.eval()
    sums, cobb, n = torch.zeros(5), [], 0
    for i in range(0, len(pool.index), 10):
        pictures, labels = pool.batch(pool.index[i:i + 10])
        answer, _ = network(pictures)
        x, tilt, level, half, seen, present = labels.unbind(2)
        m = seen > 0
        p = present > 0
        sums += torch.stack([(answer[:, 0] - x).abs()[m].sum(), (answer[:, 2] - tilt).abs()[m].sum(), (answer[:, 3] - level).abs()[m].sum(),
                             ((answer[:, 1] > 0) != p).float().sum() / p.numel() * m.sum(), (answer[:, 6].exp())[m].sum()])
        n += m.sum()
        for k in range(len(labels)):
            if p[k].sum() > 20:
                cobb.append(float((answer[k, 2][p[k]].max() - answer[k, 2][p[k]].min()) - (tilt[k][p[k]].max() - tilt[k][p[k]].min())))
    network.train()
    cobb = np.array(cobb)
    s = (sums / n).tolist()
    return f"x {s[0]:.2f} px, tilt {s[1]:.2f} deg (said {s[4]:.2f}), level {s[2]:.2f}, presence wrong {s[3]:.4f}; range error mean {cobb.mean():+.2f} abs {np.abs(cobb).mean():.2f} p90 {np.percentile(np.abs(cobb), 90):.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pool")
    parser.add_argument("out")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--start", help="weights to go on from")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    random.seed(1)
    network = SpineNetwork()
    if options.start:
        network.load_state_dict(torch.load(options.start))
    steady = {k: v.clone() for k, v in network.state_dict().items()}
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.02, betas=(0.9, 0.98))
    pool, val = Pool(os.path.join(options.pool, "a*.bin")), None
    started, step, checked, order = time.time(), 0, time.time(), []
    while True:
        done = (time.time() - started) / (options.minutes * 60)
        if done >= 1:
            break
        warm = min(1.0, (step + 1) / 100)
        for group in optimizer.param_groups:
            group["lr"] = options.rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done)))
        if len(order) < options.batch:
            pool.refresh()
            order = random.sample(pool.index, len(pool.index))
        keys, order = order[:options.batch], order[options.batch:]
        pictures, labels = vary(*pool.batch(keys))
        answer, logits = network(pictures)
        loss, wrong = loss_of(answer, logits, labels)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        step += 1
        keep = min(0.998, (step + 1) / (step + 20))
        for k, v in network.state_dict().items():
            if v.dtype.is_floating_point:
                steady[k].mul_(keep).add_(v, alpha=1 - keep)
            else:
                steady[k].copy_(v)
        if step % 20 == 0:
            print(f"{time.time() - started:6.0f} s step {step} loss {loss.item():.3f} tilt {wrong.item():.2f} pool {len(pool.index)}", flush=True)
        if time.time() - checked > 240:
            checked = time.time()
            torch.save(steady, options.out)
            path = os.path.join(options.pool, "val.bin")
            if val is None and os.path.exists(path):
                val = Pool(path)
                val.index = val.index[:100]
            if val is not None:
                judge = SpineNetwork()
                judge.load_state_dict(steady)
                print("  validation:", validate(judge, val), flush=True)
    torch.save(steady, options.out)
    judge = SpineNetwork()
    judge.load_state_dict(steady)
    print("  validation, all:", validate(judge, Pool(os.path.join(options.pool, "val.bin"))), flush=True)


if __name__ == "__main__":
    main()
