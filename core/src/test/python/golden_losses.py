#!/usr/bin/env python3
"""Ten losses of a small LSTM VAE in PyTorch, for GoldenLossesTest.

    /usr/bin/python3 core/src/test/python/golden_losses.py core/src/test/resources/subtext/model/golden_losses.safetensors

Made with Debian's python3-torch 1.13.1; the version that made the file stands in its metadata. The model is plain
PyTorch (torch.nn.LSTM over packed sentences, torch.optim.SGD), and the noise of z a second implementation of the
keyed generator of subtext.tensor.Noise; nothing here shares code with the library.

The file holds the initial weights under the library's names, the sentences (tokens, lengths), the draws of eps of
the first step, and the loss before each of ten steps, clipped to a norm of 2, with a KL weight that rises from 0.1
to 1.
"""

import json
import math
import struct
import sys

import torch
from torch import nn

VOCABULARY, LATENT, EMBEDDING, READ, WRITTEN = 12, 4, 5, 6, 7
START, END = 2, 3
SEED, RATE, CLIP, STEPS = 42, 0.5, 2.0, 10
SENTENCES = [[4, 5, 6, 7], [8], [], [11, 10, 9, 8, 7, 6, 5], [1, 4, 1]]


class Vae(nn.Module):
    """z from the encoder's last state; z joined to each input of the decoder; c0 = W z, h0 = tanh(c0)."""

    def __init__(self):
        super().__init__()
        self.read = nn.Embedding(VOCABULARY, EMBEDDING)
        self.encoder = nn.LSTM(EMBEDDING, READ, batch_first=True)
        self.posterior = nn.Linear(READ, 2 * LATENT)
        self.written = nn.Embedding(VOCABULARY, EMBEDDING)
        self.initial = nn.Linear(LATENT, WRITTEN)
        self.decoder = nn.LSTM(EMBEDDING + LATENT, WRITTEN, batch_first=True)
        self.output = nn.Linear(WRITTEN, VOCABULARY)

    def forward(self, inputs, targets, lengths, eps):
        """Cross entropy and KL of each sentence, in nats; targets are -100 in the padding."""
        packed = nn.utils.rnn.pack_padded_sequence(
            self.read(targets.clamp_min(0)), lengths, batch_first=True, enforce_sorted=False
        )
        _, (last, _) = self.encoder(packed)
        mu, log_variance = self.posterior(last[0]).chunk(2, dim=1)
        z = mu + (log_variance / 2).exp() * eps
        kl = (mu**2 + log_variance.exp() - log_variance - 1).sum(1) / 2
        cell = self.initial(z).unsqueeze(0)
        joined = torch.cat([self.written(inputs), z.unsqueeze(1).expand(-1, inputs.shape[1], -1)], dim=2)
        states, _ = self.decoder(joined, (cell.tanh(), cell))
        scores = self.output(states).transpose(1, 2)
        return nn.functional.cross_entropy(scores, targets, reduction="none").sum(1), kl

    def weights(self):
        """The parameters by the names that the library gives them."""
        named = {"encoder.embedding.table": self.read.weight, "decoder.embedding.table": self.written.weight}
        for name, layer in (
            ("posterior", self.posterior),
            ("decoder.initial", self.initial),
            ("decoder.output", self.output),
        ):
            named[name + ".weight"] = layer.weight
            named[name + ".bias"] = layer.bias
        for name, lstm in (("encoder.forwards", self.encoder), ("decoder.rnn", self.decoder)):
            named[name + ".0.input"] = lstm.weight_ih_l0
            named[name + ".0.recurrent"] = lstm.weight_hh_l0
            named[name + ".0.inputBias"] = lstm.bias_ih_l0
            named[name + ".0.recurrentBias"] = lstm.bias_hh_l0
        return named


# Noise: SplitMix64's finaliser over (seed, step, stream, salt, example, position); Box and Muller.

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
POSTERIOR = 1


def mix(bits):
    bits &= MASK
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB & MASK
    return bits ^ (bits >> 31)


def key(step, example, salt=0):
    state = mix(SEED + GOLDEN)
    state = mix(state ^ ((step + GOLDEN * POSTERIOR) & MASK))
    state = mix(state + GOLDEN * (salt + 1))
    return mix(state ^ mix(example + GOLDEN))


def uniform(state, position):
    return ((mix(state + GOLDEN * position) >> 11) + 0.5) * 2.0**-53


def normal(step, example):
    state = key(step, example)
    draws = []
    for i in range(0, LATENT, 2):
        radius = math.sqrt(-2 * math.log(uniform(state, i)))
        angle = 2 * math.pi * uniform(state, i + 1)
        draws += [radius * math.cos(angle), radius * math.sin(angle)]
    return draws


def batch():
    time = max(map(len, SENTENCES)) + 1
    inputs = torch.zeros(len(SENTENCES), time, dtype=torch.int64)
    targets = torch.full((len(SENTENCES), time), -100)
    for b, sentence in enumerate(SENTENCES):
        inputs[b, : len(sentence) + 1] = torch.tensor([START] + sentence)
        targets[b, : len(sentence) + 1] = torch.tensor(sentence + [END])
    return inputs, targets, torch.tensor([len(sentence) + 1 for sentence in SENTENCES])


def train(model):
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    inputs, targets, lengths = batch()
    losses = []
    for step in range(STEPS):
        eps = torch.tensor([normal(step, example) for example in range(len(SENTENCES))])
        reconstruction, kl = model(inputs, targets, lengths, eps)
        loss = (reconstruction + (step + 1) / STEPS * kl).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
    return losses


def save(path, tensors, metadata):
    """The safetensors format: length of the header, header, contents."""
    formats = {torch.float32: ("F32", "f"), torch.float64: ("F64", "d"), torch.int64: ("I64", "q")}
    header, contents = {"__metadata__": metadata}, b""
    for name, tensor in sorted(tensors.items(), key=lambda entry: (-entry[1].element_size(), entry[0])):
        dtype, code = formats[tensor.dtype]
        values = tensor.flatten().tolist()
        packed = struct.pack("<%d%s" % (len(values), code), *values)
        offsets = [len(contents), len(contents) + len(packed)]
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": offsets}
        contents += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + contents)


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model = Vae()
    for parameter in model.parameters():
        nn.init.uniform_(parameter, -0.6, 0.6)
    tensors = {name: tensor.detach().clone() for name, tensor in model.weights().items()}
    tensors["eps"] = torch.tensor([normal(0, example) for example in range(len(SENTENCES))])
    tensors["tokens"] = torch.tensor([token for sentence in SENTENCES for token in sentence])
    tensors["lengths"] = torch.tensor([len(sentence) for sentence in SENTENCES])
    losses = train(model)
    tensors["losses"] = torch.tensor(losses, dtype=torch.float64)
    save(sys.argv[1], tensors, {"torch": torch.__version__, "script": "core/src/test/python/golden_losses.py"})
    print("\n".join("%.7f" % loss for loss in losses))


if __name__ == "__main__":
    main()
