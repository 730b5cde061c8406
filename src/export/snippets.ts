/** How to read the files that are exported, in a few lines each. Tests run or parse them. */
import type { MetricsFormat } from './metrics';

export interface Snippet {
  readonly language: 'Python' | 'JavaScript' | 'Shell';
  readonly lines: readonly string[];
}

/** @param file the name of the file that was saved */
export const METRICS_SNIPPETS: Readonly<Record<MetricsFormat, (file: string) => Snippet>> = {
  csv: (file) => ({
    language: 'Python',
    lines: ['import pandas', '', `metrics = pandas.read_csv("${file}")`, 'measured = metrics.dropna(subset=["dev_accuracy"])', 'print(measured.groupby(["run", "name"])["dev_accuracy"].last())'],
  }),
  jsonl: (file) => ({
    language: 'Python',
    lines: [
      'import json',
      '',
      `with open("${file}", encoding="utf-8") as file:`,
      '    measured = [json.loads(line) for line in file]',
      'for one in measured:',
      '    if one["type"] == "evaluation":',
      '        print(one["run"], one["step"], one["dev"]["accuracy"])',
    ],
  }),
  tensorboard: (file) => ({ language: 'Shell', lines: [`unzip ${file} -d runs`, 'tensorboard --logdir runs'] }),
  wandb: (file) => ({ language: 'Shell', lines: [`unzip ${file} -d runs`, 'pip install wandb', 'python runs/replay.py my-project'] }),
};

export const MODEL_SNIPPETS = {
  weights: (file: string): Snippet => ({
    language: 'Python',
    lines: ['from safetensors.numpy import load_file', '', `weights = load_file("${file}")`, 'for path, values in weights.items():', '    print(path, values.shape)'],
  }),
  torch: (file: string): Snippet => ({
    language: 'Python',
    lines: ['# In the script, after the part that makes `model`:', 'from safetensors.torch import load_file', '', `model.load_state_dict(load_file("${file}"))`],
  }),
  /** @param channels of the pictures; undefined where the input is a list of numbers */
  keras: (features: number, channels: number | undefined): Snippet => ({
    language: 'JavaScript',
    lines: [
      '// With model.json and weights.bin, unpacked, beside the page:',
      "const model = await tf.loadLayersModel('model.json');",
      channels === undefined
        ? `const x = tf.zeros([1, ${features}]); // one row of ${features} coordinates`
        : `const x = tf.browser.fromPixels(canvas, ${channels}).toFloat().div(255).expandDims();`,
      'const probabilities = model.predict(x).softmax();',
    ],
  }),
} as const;
