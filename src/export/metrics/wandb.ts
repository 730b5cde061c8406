/**
 * Runs for Weights & Biases. Its own offline files are a private binary format, so these are plain ones with a short script that logs them again: the
 * history as JSON Lines with `_step` and `_runtime`, what the run was configured with, and its last figures.
 */
import { config, jsonLine } from './json-lines';
import { rowsOf, titleOf, type MeasuredRun } from './measured-run';
import { finalScalars } from './tensorboard';

export const REPLAY_NAME = 'replay.py';

/** The lines of one run's history. */
export function* wandbHistory(run: MeasuredRun): Generator<string> {
  for (const row of rowsOf(run)) {
    yield jsonLine({
      _step: row.step,
      _runtime: row.seconds,
      epoch: row.epoch,
      examples: row.examples,
      'train/objective': row.objective,
      'train/learning_rate': row.learningRate,
      'train/loss': row.trainLoss,
      'train/accuracy': row.trainAccuracy,
      'dev/loss': row.devLoss,
      'dev/accuracy': row.devAccuracy,
    });
  }
}

/** What else is said of one run, by the name of the file. */
export function wandbTexts(run: MeasuredRun): Readonly<Record<string, string>> {
  const { status, step, seconds, note: notes, tags } = run;
  return {
    'wandb-summary.json': jsonLine({ _step: step, _runtime: seconds, status, ...finalScalars(run) }),
    'config.json': jsonLine({ name: titleOf(run), notes, tags, config: config(run) }),
  };
}

/** Beside the folders of the runs. */
export const REPLAY = `"""Sends runs that Grimoire has exported to Weights & Biases: python ${REPLAY_NAME} [PROJECT]

Every folder beside this file that holds a wandb-history.jsonl becomes a run. Without a connection, set
WANDB_MODE=offline and send them later by \`wandb sync\`. Weights & Biases does not let _runtime be set, so the
seconds of training are logged as "seconds".
"""
import json
import sys
from pathlib import Path

import wandb

project = sys.argv[1] if len(sys.argv) > 1 else "grimoire"
for history in sorted(Path(__file__).resolve().parent.glob("*/wandb-history.jsonl")):
    about = json.loads((history.parent / "config.json").read_text(encoding="utf-8"))
    summary = json.loads((history.parent / "wandb-summary.json").read_text(encoding="utf-8"))
    run = wandb.init(project=project, name=about["name"], notes=about["notes"], tags=about["tags"], config=about["config"])
    for line in history.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        step, seconds = row.pop("_step"), row.pop("_runtime")
        run.log({"seconds": seconds, **{key: value for key, value in row.items() if value is not None}}, step=step)
    run.summary.update({key: value for key, value in summary.items() if not key.startswith("_")})
    run.finish()
`;
