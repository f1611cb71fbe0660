#!/usr/bin/env python3
"""The VAE of images of recipes/fashion-mnist-*.yaml as a PyTorch user would write it: what Subtext's ELBO is compared
with.

Reads what a run of Subtext was trained on, so that both see the same images: recipe and data of the run folder. Trains
for as many epochs with the same optimiser and schedule, and prints the ELBO of the test images as JSON, in nats an
image. Initial weights, order and draws are PyTorch's own. Test images are binarised as Subtext does, pixel for pixel.

Needs PyTorch 1.13 or newer, NumPy and PyYAML (Debian: python3-torch python3-yaml).
B batch, N pixels, Z latent.
"""

import argparse
import glob
import json
import math
import os
import struct
import time

import numpy as np
import torch
import yaml
from torch import nn
from torch.nn import functional as F

HEADER = 96
BATCH = 1000


def read_images(path):
    """A feature cache: magic, version, floats an image, images; then the floats."""
    with open(path, "rb") as file:
        _, _, pixels, images = struct.unpack("<8siiq", file.read(24))
    values = np.fromfile(path, dtype="<f4", offset=HEADER)
    return torch.from_numpy(values.reshape(images, pixels))


def read_splits(run):
    """Training and test images: of the caches of the training file the larger one is what was trained on."""
    caches = glob.glob(os.path.join(run, "data", "*.features"))
    test = [path for path in caches if os.path.basename(path).startswith("t10k")]
    train = max((path for path in caches if path not in test), key=os.path.getsize)
    return read_images(train), read_images(test[0])


def mix(bits):
    """The finaliser of SplitMix64, on arrays of uint64."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def binarise_for_evaluation(grey):
    """As subtext.nn.Pixels.BINARY in evaluation: 16 keyed bits a pixel, seed and step 0, stream 8."""
    golden = np.uint64(0x9E3779B97F4A7C15)
    with np.errstate(over="ignore"):
        key = mix(np.array([golden]))
        key = mix(key ^ (golden * np.uint64(8)))
        key = mix(key + golden)
        keys = mix(key ^ mix(np.arange(len(grey), dtype=np.uint64) + golden))
        words = np.arange((grey.shape[1] + 3) // 4, dtype=np.uint64) * np.uint64(4) * golden
        bits = mix(keys[:, None] + words[None, :]).astype("<u8").view("<u2")
    uniform = torch.from_numpy(bits[:, : grey.shape[1]].astype(np.float32))
    return (uniform < grey * 65536).float()


class Flat(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(len(x), *self.shape)


def dense_encoder(config, pixels):
    sizes = [pixels] + [config["hidden"]] * config["layers"]
    layers = [[nn.Linear(a, b), nn.ReLU()] for a, b in zip(sizes, sizes[1:])]
    return nn.Sequential(*sum(layers, []))


def convolution_encoder(config, rows, columns):
    channels = config["channels"]
    return nn.Sequential(
        Flat(1, rows, columns),
        nn.Conv2d(1, channels, 4, 2, 1), nn.ReLU(),
        nn.Conv2d(channels, 2 * channels, 4, 2, 1), nn.ReLU(),
        Flat(-1), nn.Linear(2 * channels * rows * columns // 16, config["hidden"]), nn.ReLU())


def dense_decoder(config, latent, pixels):
    sizes = [latent] + [config["hidden"]] * config["layers"]
    layers = [[nn.Linear(a, b), nn.ReLU()] for a, b in zip(sizes, sizes[1:])]
    return nn.Sequential(*sum(layers, []), nn.Linear(sizes[-1], pixels))


def convolution_decoder(config, latent, rows, columns):
    channels, hidden = config["channels"], config["hidden"]
    return nn.Sequential(
        nn.Linear(latent, hidden), nn.ReLU(),
        nn.Linear(hidden, 2 * channels * rows * columns // 16), nn.ReLU(),
        Flat(2 * channels, rows // 4, columns // 4),
        nn.ConvTranspose2d(2 * channels, channels, 4, 2, 1), nn.ReLU(),
        nn.ConvTranspose2d(channels, 1, 4, 2, 1), Flat(-1))


class ImageVae(nn.Module):
    def __init__(self, config):
        super().__init__()
        encoder, decoder, latent = config["encoder"], config["decoder"], config["latent"]
        rows, columns = encoder["rows"], encoder["columns"]
        if encoder["kind"] == "dense":
            self.encoder = dense_encoder(encoder, rows * columns)
        else:
            self.encoder = convolution_encoder(encoder, rows, columns)
        self.posterior = nn.Linear(encoder["hidden"], 2 * latent)
        network = decoder["network"]
        if network["kind"] == "dense":
            self.decoder = dense_decoder(network, latent, rows * columns)
        else:
            self.decoder = convolution_decoder(network, latent, rows, columns)
        self.binary = decoder["kind"] == "bernoulli"
        if not self.binary:
            given = decoder["variance"]
            start = torch.full((1,), math.log(given) if given else -2.0)
            self.log_variance = nn.Parameter(start, requires_grad=not given)

    def forward(self, x):
        """Reconstruction and KL [B] in nats, with one sample of z."""
        mu, log_variance = self.posterior(self.encoder(x)).chunk(2, dim=1)
        z = mu + torch.exp(0.5 * log_variance) * torch.randn_like(mu)
        kl = 0.5 * (mu**2 + log_variance.exp() - log_variance - 1).sum(1)
        return self.reconstruction(self.decoder(z), x), kl

    def reconstruction(self, scores, x):
        if self.binary:
            return F.binary_cross_entropy_with_logits(scores, x, reduction="none").sum(1)
        squares = (x - torch.sigmoid(scores)) ** 2
        nats = squares / self.log_variance.exp() + self.log_variance + math.log(2 * math.pi)
        return 0.5 * nats.sum(1)


def train(model, images, config):
    """Adam, a cosine to 0 over all steps, gradients clipped, pixels binarised anew at every step."""
    batch, epochs = config["batch"], config["epochs"]
    optimizer = torch.optim.Adam(model.parameters(), lr=config["optimizer"]["learningRate"])
    steps = epochs * math.ceil(len(images) / batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: 0.5 * (1 + math.cos(math.pi * step / steps)))
    for _ in range(epochs):
        for chosen in torch.randperm(len(images)).split(batch):
            x = torch.bernoulli(images[chosen]) if model.binary else images[chosen]
            reconstruction, kl = model(x)
            optimizer.zero_grad(set_to_none=True)
            (reconstruction + kl).mean().backward()
            nn.utils.clip_grad_norm_(model.parameters(), config["clip"])
            optimizer.step()
            schedule.step()


def evaluate(model, images):
    x = binarise_for_evaluation(images) if model.binary else images
    with torch.no_grad():
        terms = [model(part) for part in x.split(BATCH)]
    reconstruction, kl = (torch.cat(values) for values in zip(*terms))
    nats = reconstruction + kl
    return {
        "images": len(x),
        "nll": nats.mean().item(),
        "nll_error": (nats.std() / math.sqrt(len(x))).item(),
        "rec": reconstruction.mean().item(),
        "kl": kl.mean().item(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", help="folder of a run of Subtext")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    with open(os.path.join(arguments.run, "recipe.yaml")) as file:
        recipe = yaml.safe_load(file)
    images, held_out = read_splits(arguments.run)
    model = ImageVae(recipe["model"])
    start = time.perf_counter()
    train(model, images, recipe["train"])
    seconds = time.perf_counter() - start
    figures = evaluate(model, held_out)
    print(json.dumps({**figures, "seed": arguments.seed, "epochs": recipe["train"]["epochs"],
                      "seconds": round(seconds), "torch": torch.__version__}))


if __name__ == "__main__":
    main()
