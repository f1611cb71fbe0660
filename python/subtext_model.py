#!/usr/bin/env python3
"""Reads a Subtext model in plain PyTorch: encodes sentences, and says how likely the decoder finds them.

    python3 python/subtext_model.py models/quickstart-en "the team is a unit"

prints a JSON line a sentence: the tokens' ids, the posterior mean, KL(q(z|x) || N(0, I)), and -log p(x | z = mean), in nats.
Needs PyTorch 1.13 or newer (Debian: python3-torch). It reads sentence VAEs with recurrent networks and a Gaussian posterior
whose tokens are byte pairs, or words between white space; docs/model-format.md says what the files hold.
T time, D embedding, H hidden, Z latent, V vocabulary.
"""

import argparse
import json
import re
import struct
import unicodedata
from pathlib import Path

import torch
from torch.nn import functional as F

START, END = "<s>", "</s>"
KINDS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}

# Pieces of GPT-2's byte-level tokenizer: contractions, words, numbers, other signs, white space.
PIECES = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")


def read_safetensors(path):
    """Tensors by name: eight bytes of length, a JSON header, and the values one after another."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    values = bytearray(data[8 + length :])
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            raise ValueError(f"{path}: {name} is of type {entry['dtype']}, and only F32 is read")
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(values, dtype=torch.float32, offset=begin, count=(end - begin) // 4)
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


def byte_signs():
    """The printable sign of each byte in a byte-level vocabulary."""
    kept = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in kept]
    return {**{byte: chr(byte) for byte in kept}, **{byte: chr(256 + i) for i, byte in enumerate(others)}}


class Tokenizer:
    def __init__(self, folder):
        self.json = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self.model = self.json["model"]
        self.ids = self.model["vocab"]
        if self.model["type"] == "BPE":
            merges = self.model["merges"]
            pairs = [tuple(merge.split(" ")) if isinstance(merge, str) else tuple(merge) for merge in merges]
            self.ranks = {pair: rank for rank, pair in enumerate(pairs)}
            self.signs = byte_signs()

    def __call__(self, text):
        text = self.normalized(text)
        if self.model["type"] == "BPE":
            return [self.ids[token] for piece in PIECES.findall(text) for token in self.merged(piece)]
        if self.model["type"] == "WordLevel" and (self.json["pre_tokenizer"] or {}).get("type") == "WhitespaceSplit":
            return [self.ids.get(word, self.ids[self.model["unk_token"]]) for word in text.split()]
        raise ValueError("only byte pairs and words between white space are read; give ids with --ids")

    def normalized(self, text):
        normalizer = self.json["normalizer"] or {}
        for step in normalizer.get("normalizers", [normalizer]):
            kind = step.get("type")
            if kind in ("NFC", "NFKC"):
                text = unicodedata.normalize(kind, text)
            elif kind == "Lowercase":
                text = text.lower()
            elif kind == "Prepend":
                text = step["prepend"] + text
            elif kind:
                raise ValueError(f"the normalizer {kind} is not read; give ids with --ids")
        return text

    def merged(self, piece):
        tokens = [self.signs[byte] for byte in piece.encode("utf-8")]
        while len(tokens) > 1:
            ranked = [(self.ranks.get(pair, len(self.ranks)), i) for i, pair in enumerate(zip(tokens, tokens[1:]))]
            rank, i = min(ranked)
            if rank == len(self.ranks):
                break
            tokens[i : i + 2] = [tokens[i] + tokens[i + 1]]
        return tokens


class SentenceVae:
    def __init__(self, folder):
        folder = Path(folder)
        folder = folder if (folder / "config.json").exists() else folder / "model"
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.longest = config["tokens"]["maxLength"]
        self.config = config["model"]
        if config["task"] != "sentence" or self.config["posterior"]["kind"] != "gaussian":
            raise ValueError(f"{folder} is no sentence VAE with a Gaussian posterior")
        self.demand(config["tokens"])
        self.tokenizer = Tokenizer(folder)
        self.tensors = read_safetensors(folder / "model.safetensors")
        encoder, decoder = self.config["encoder"], self.config["decoder"]
        self.forwards = self.network("encoder.forwards", encoder, encoder["embedding"])
        self.backwards = self.network("encoder.backwards", encoder, encoder["embedding"]) if encoder["bidirectional"] else None
        self.decoder = self.network("decoder.rnn", decoder, decoder["embedding"] + self.config["latent"])

    def demand(self, tokens):
        """What this reader would read otherwise than Subtext does is refused, and not misread."""
        read = {"tokens.kind": (tokens["kind"], ("bpe", "whitespace")),
                "tokens.normalization.script": (tokens["normalization"]["script"], ("as-is", "asIs")),
                "tokens.words": (tokens.get("words", "all"), ("all",)),
                "model.encoder.kind": (self.config["encoder"]["kind"], tuple(KINDS)),
                "model.decoder.kind": (self.config["decoder"]["kind"], tuple(KINDS)),
                "model.decoder.skip": (self.config["decoder"].get("skip", False), (False,))}
        for key, (found, known) in read.items():
            if found not in known:
                raise ValueError(f"{key} is {found}, and this reader knows {' and '.join(map(str, known))} only")

    def network(self, name, config, size):
        """PyTorch's own layers: the shapes and the order of the gates are the same."""
        rnn = KINDS[config["kind"]](size, config["hidden"], config["layers"], batch_first=True)
        for layer in range(config["layers"]):
            for own, ours in (("weight_ih", "input"), ("weight_hh", "recurrent"), ("bias_ih", "inputBias"), ("bias_hh", "recurrentBias")):
                getattr(rnn, f"{own}_l{layer}").data = self.tensors[f"{name}.{layer}.{ours}"]
        return rnn

    def linear(self, name, values):
        return F.linear(values, self.tensors[name + ".weight"], self.tensors[name + ".bias"])

    def table(self, part):
        name = "embedding.table" if self.config["sharedEmbeddings"] else f"{part}.embedding.table"
        return self.tensors[name]

    def ids(self, text):
        return self.tokenizer(text)[: self.longest]

    def posterior(self, ids):
        """Mean and log variance [Z] of q(z|x). The encoder reads w1 ... wn </s>."""
        vectors_1TD = self.table("encoder")[torch.tensor([[*ids, self.tokenizer.ids[END]]])]
        features = self.pooled(self.forwards(vectors_1TD)[0][0])
        if self.backwards:
            features = torch.cat([features, self.pooled(self.backwards(vectors_1TD.flip(1))[0][0])])
        return self.linear("posterior", features).chunk(2)

    def pooled(self, states_TH):
        parts = {"last": states_TH[-1], "mean": states_TH.mean(0), "max": states_TH.max(0).values}
        pooling = self.config["encoder"]["pooling"]
        return torch.cat([*parts.values()]) if pooling == "all" else parts[pooling]

    def nats(self, ids, z):
        """-log p(x|z). The decoder reads <s> w1 ... wn, each beside z, and predicts w1 ... wn </s>."""
        config = self.config["decoder"]
        inputs = torch.tensor([self.tokenizer.ids[START], *ids])
        targets = torch.tensor([*ids, self.tokenizer.ids[END]])
        vectors_TD = self.table("decoder")[inputs]
        cell = self.linear("decoder.initial", z).view(config["layers"], 1, config["hidden"])
        state = (cell.tanh(), cell) if config["kind"] == "lstm" else cell.tanh()
        joined_1TI = torch.cat([vectors_TD, z.expand(len(inputs), -1)], 1)[None]
        states_TH = self.decoder(joined_1TI, state)[0][0]
        return F.cross_entropy(self.logits(states_TH), targets, reduction="sum")

    def logits(self, states_TH):
        if not self.config["decoder"]["tied"]:
            return self.linear("decoder.output", states_TH)
        if "decoder.projection.weight" in self.tensors:
            states_TH = self.linear("decoder.projection", states_TH)
        return F.linear(states_TH, self.table("decoder"), self.tensors["decoder.output.bias"])

    @torch.no_grad()
    def describe(self, ids):
        mean, log_variance = self.posterior(ids)
        kl = 0.5 * (mean**2 + log_variance.exp() - log_variance - 1).sum()
        return {"ids": ids, "mean": mean.tolist(), "kl": kl.item(), "rec": self.nats(ids, mean).item()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a run folder or a model folder")
    parser.add_argument("sentences", nargs="+")
    parser.add_argument("--ids", action="store_true", help="the sentences are ids of tokens, such as '17 4 260'")
    arguments = parser.parse_args()
    model = SentenceVae(arguments.model)
    for sentence in arguments.sentences:
        ids = [int(each) for each in sentence.split()] if arguments.ids else model.ids(sentence)
        print(json.dumps(model.describe(ids)))


if __name__ == "__main__":
    main()
