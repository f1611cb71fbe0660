#!/usr/bin/env python3
"""The LSTM-VAE of recipes/ptb-lstm-vae.yaml as a PyTorch user would write it: what Subtext's speed is compared with.

Needs PyTorch 1.13 or newer and NumPy (Debian: python3-torch libopenblas0-pthread). Each command prints JSON lines.
B batch, T time, D embedding, H hidden, Z latent, V vocabulary.
"""

import argparse
import json
import struct
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

PAD, UNKNOWN, START, END = 0, 1, 2, 3
CLIP = 5.0

# Parameters of the module below, and the names that Subtext gives to the same tensors. Shapes and gate orders agree.
NAMES = {
    "encoder_embedding.weight": "encoder.embedding.table",
    "encoder.weight_ih_l0": "encoder.forwards.0.input",
    "encoder.weight_hh_l0": "encoder.forwards.0.recurrent",
    "encoder.bias_ih_l0": "encoder.forwards.0.inputBias",
    "encoder.bias_hh_l0": "encoder.forwards.0.recurrentBias",
    "posterior.weight": "posterior.weight",
    "posterior.bias": "posterior.bias",
    "decoder_embedding.weight": "decoder.embedding.table",
    "initial.weight": "decoder.initial.weight",
    "initial.bias": "decoder.initial.bias",
    "decoder.weight_ih_l0": "decoder.rnn.0.input",
    "decoder.weight_hh_l0": "decoder.rnn.0.recurrent",
    "decoder.bias_ih_l0": "decoder.rnn.0.inputBias",
    "decoder.bias_hh_l0": "decoder.rnn.0.recurrentBias",
    "output.weight": "decoder.output.weight",
    "output.bias": "decoder.output.bias",
}


class LstmVae(nn.Module):
    def __init__(self, vocabulary, embedding, hidden, latent, dropout):
        super().__init__()
        self.encoder_embedding = nn.Embedding(vocabulary, embedding)
        self.encoder = nn.LSTM(embedding, hidden, batch_first=True)
        self.posterior = nn.Linear(hidden, 2 * latent)
        self.decoder_embedding = nn.Embedding(vocabulary, embedding)
        self.initial = nn.Linear(latent, hidden)
        self.decoder = nn.LSTM(embedding + latent, hidden, batch_first=True)
        self.output = nn.Linear(hidden, vocabulary)
        self.dropout = nn.Dropout(dropout)

    def encode(self, targets, lengths):
        """Mean and log variance [B, Z] of q(z|x), from the state after </s>, which stands at `lengths`."""
        states, _ = self.encoder(self.encoder_embedding(targets))
        last = states[torch.arange(len(lengths)), lengths]
        return self.posterior(last).chunk(2, dim=1)

    def start(self, z):
        cell = self.initial(z).unsqueeze(0)
        return torch.tanh(cell), cell

    def decode(self, inputs, z, state):
        """Scores [B, T, V] of what follows each input, and the state after the last."""
        embedded = self.dropout(self.decoder_embedding(inputs))
        joined = torch.cat([embedded, z.unsqueeze(1).expand(-1, inputs.size(1), -1)], dim=2)
        states, state = self.decoder(joined, state)
        return self.output(self.dropout(states)), state

    def forward(self, sentences, sample=True):
        """Reconstruction and KL [B] in nats; z is a sample of the posterior, or its mean."""
        mu, log_variance = self.encode(sentences.targets, sentences.lengths)
        z = mu + torch.exp(0.5 * log_variance) * torch.randn_like(mu) if sample else mu
        logits, _ = self.decode(sentences.inputs, z, self.start(z))
        nats = F.cross_entropy(logits.flatten(0, 1), sentences.targets.flatten(), reduction="none")
        reconstruction = (nats.view_as(sentences.targets) * sentences.mask).sum(1)
        kl = 0.5 * (mu**2 + log_variance.exp() - log_variance - 1).sum(1)
        return reconstruction, kl


class Sentences:
    """A batch: inputs <s> w1 ... wn, targets w1 ... wn </s>, and a mask that is 1 where a prediction counts."""

    def __init__(self, lengths, tokens):
        rows = torch.arange(len(lengths))
        self.lengths = lengths
        self.inputs = F.pad(tokens, (1, 0), value=START)
        self.targets = F.pad(tokens, (0, 1), value=PAD)
        self.targets[rows, lengths] = END
        self.mask = (torch.arange(self.targets.size(1)) <= lengths.unsqueeze(1)).float()
        self.predictions = int(lengths.sum()) + len(lengths)

    def __len__(self):
        return len(self.lengths)


def read_batches(path):
    """Little-endian int32: for each batch B, T, B lengths, B * T tokens padded with 0."""
    numbers = torch.from_numpy(np.fromfile(path, dtype="<i4").astype(np.int64))
    batches, at = [], 0
    while at < len(numbers):
        size, longest = numbers[at : at + 2].tolist()
        lengths = numbers[at + 2 : at + 2 + size]
        at += 2 + size
        batches.append(Sentences(lengths, numbers[at : at + size * longest].view(size, longest)))
        at += size * longest
    return batches


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[begin:end], dtype={"F32": "<f4"}[entry["dtype"]]).copy()
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]))
    return tensors


def load(path, dropout=0.5):
    tensors = read_safetensors(path)
    vocabulary, embedding = tensors["decoder.embedding.table"].shape
    hidden, latent = tensors["decoder.initial.weight"].shape
    model = LstmVae(vocabulary, embedding, hidden, latent, dropout)
    model.load_state_dict({ours: tensors[theirs] for ours, theirs in NAMES.items()})
    return model


def make_optimizer(model, arguments):
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[arguments.optimizer]
    return kind(model.parameters(), lr=arguments.learning_rate)


def take_step(model, optimizer, sentences, kl_weight):
    reconstruction, kl = model(sentences)
    loss = (reconstruction + kl_weight * kl).mean()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), CLIP)
    optimizer.step()
    return loss.item()


def memory(key):
    """Bytes of VmRSS, the resident set, or VmHWM, its peak; 0 where the system does not say."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(key + ":"))
    except (OSError, StopIteration):
        return 0


def reset_peak():
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def measure(work, arguments):
    """Calls work(i), which gives tokens, sentences and loss, `warmup` times and then until the seconds are over."""
    reset_peak()
    base = memory("VmRSS")
    for i in range(arguments.warmup):
        work(i)
    total_tokens = total_sentences = steps = 0
    first_loss = 0.0
    start = time.perf_counter()
    seconds = 0.0
    while steps == 0 or seconds < arguments.seconds:
        tokens, sentences, loss = work(arguments.warmup + steps)
        first_loss = loss if steps == 0 else first_loss
        total_tokens += tokens
        total_sentences += sentences
        steps += 1
        seconds = time.perf_counter() - start
    show(tokens=total_tokens, sentences=total_sentences, seconds=seconds, steps=steps,
         peakBytes=memory("VmHWM"), baseBytes=base, loss=first_loss)


def show(**figures):
    print(json.dumps(figures), flush=True)


def train(arguments):
    model = load(arguments.weights).train()
    batches = read_batches(arguments.batches)
    optimizer = make_optimizer(model, arguments)

    def work(i):
        sentences = batches[i % len(batches)]
        return sentences.predictions, len(sentences), take_step(model, optimizer, sentences, 1.0)

    measure(work, arguments)


@torch.no_grad()
def write(model, z, most):
    """Greedy sentences side by side, until all have ended or have `most` tokens: how many tokens they have."""
    state = model.start(z)
    previous = torch.full((len(z), 1), START)
    ended = torch.zeros(len(z), dtype=torch.bool)
    tokens = 0
    for _ in range(most):
        logits, state = model.decode(previous, z, state)
        scores = logits[:, 0]
        scores[:, [PAD, UNKNOWN, START]] = -torch.inf
        chosen = scores.argmax(1)
        ended |= chosen == END
        if ended.all():
            break
        tokens += int((~ended).sum())
        previous = chosen.unsqueeze(1)
    return tokens


def generate(arguments):
    model = load(arguments.weights).eval()
    z = torch.from_numpy(np.fromfile(arguments.z, dtype="<f4")).view(-1, model.initial.in_features)
    parts = z.split(arguments.batch)

    def work(i):
        part = parts[i % len(parts)]
        return write(model, part, arguments.length), len(part), 0.0

    measure(work, arguments)


@torch.no_grad()
def validate(model, batches):
    """Mean nats a sentence of -ELBO and KL, with one sample of z and without dropout."""
    model.eval()
    nll = kl_sum = sentences = 0.0
    for batch in batches:
        reconstruction, kl = model(batch)
        nll += float((reconstruction + kl).sum())
        kl_sum += float(kl.sum())
        sentences += len(batch)
    model.train()
    return nll / sentences, kl_sum / sentences


def curve(arguments):
    """Trains for some epochs, and validates after each."""
    torch.manual_seed(arguments.seed)
    model = load(arguments.weights).train()
    valid = read_batches(arguments.valid_batches)
    optimizer = make_optimizer(model, arguments)
    seconds = 0.0
    for epoch in range(arguments.epochs):
        batches = read_batches(f"{arguments.train_batches}{epoch}.bin")
        start = time.perf_counter()
        for i, sentences in enumerate(batches):
            weight = min(1.0, (epoch + i / len(batches)) / arguments.warmup_epochs)
            take_step(model, optimizer, sentences, weight)
        seconds += time.perf_counter() - start
        nll, kl = validate(model, valid)
        show(epoch=epoch + 1, nll=nll, kl=kl, seconds=seconds)


def loss(arguments):
    """The loss of each batch with KL weight 1, without dropout and with z = mu."""
    model = load(arguments.weights).eval()
    with torch.no_grad():
        terms = [model(sentences, sample=False) for sentences in read_batches(arguments.batches)]
    show(torch=torch.__version__, losses=[float((rec + kl).mean()) for rec, kl in terms])


def version(_):
    """The version, the threads of one operation, and the BLAS that is loaded, which decides the speed."""
    torch.ones(8, 8) @ torch.ones(8, 8)
    try:
        with open("/proc/self/maps") as maps:
            blas = sorted({line.split()[-1] for line in maps if "blas" in line})
    except OSError:
        blas = []
    show(torch=torch.__version__, threads=torch.get_num_threads(), blas=blas)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=0, help="torch.set_num_threads; 0 leaves it")
    commands = parser.add_subparsers(required=True)

    def command(function, *options):
        sub = commands.add_parser(function.__name__, help=(function.__doc__ or "").split("\n")[0])
        sub.set_defaults(function=function)
        for name, settings in options:
            sub.add_argument("--" + name, **({"required": True} if settings is None else settings))

    weights = ("weights", None)
    timing = [("seconds", {"type": float, "default": 15}), ("warmup", {"type": int, "default": 10})]
    descent = [("optimizer", {"choices": ["sgd", "adam"], "default": "sgd"}),
               ("learning-rate", {"type": float, "default": 0.5})]
    command(train, weights, ("batches", None), *timing, *descent)
    command(generate, weights, ("z", None), ("batch", {"type": int, "default": 64}),
            ("length", {"type": int, "default": 50}), *timing)
    command(curve, weights, ("train-batches", None), ("valid-batches", None),
            ("epochs", {"type": int, "default": 5}), ("warmup-epochs", {"type": int, "default": 10}),
            ("seed", {"type": int, "default": 1}), *descent)
    command(loss, weights, ("batches", None))
    command(version)
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    arguments.function(arguments)


if __name__ == "__main__":
    main()
