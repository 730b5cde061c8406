/**
 * What the parts of an experiment look like in PyTorch, with torchvision and timm. Every part declares lines of Python for the places of the usual
 * training script; `src/export/pytorch` joins them. The script has these names: `model`, `x`, `y` (class indices, or rows of probabilities after mixing), `logits`,
 * `loss`, `optimizer`, `lr`, `epochs`, `steps`, `steps_per_epoch`, `step`, `classes`, `batch_size`, `train_set`.
 */
export interface TorchCode {
  /** Whole import statements. */
  readonly imports?: readonly string[];
  /** Transforms of one PIL image, before `ToTensor`; each an expression. */
  readonly transforms?: readonly string[];
  /** Transforms of one tensor in 0 … 1, after `ToTensor` and before `Normalize`; each an expression. */
  readonly tensorTransforms?: readonly string[];
  /** Arguments for the training set's `DataLoader`, in place of `shuffle=True`. */
  readonly loader?: string;
  /** Statements between building the model and building the optimizer. */
  readonly model?: readonly string[];
  /** The loss as an expression, in place of `nn.CrossEntropyLoss()`. */
  readonly criterion?: string;
  /** The optimizer as an expression of `parameters` and `lr`. */
  readonly optimizer?: string;
  /** The body of `def factor(step):` up to its `return f`: sets `f`, which the base rate is multiplied by. */
  readonly schedule?: readonly string[];
  /** Statements at the end of `factor`, on its local `f`: modifiers. */
  readonly factor?: readonly string[];
  /** Statements on `x` and `y` before the forward pass. */
  readonly batch?: readonly string[];
  /** Statements on `loss` after it has been computed. */
  readonly loss?: readonly string[];
  /** Statements between `loss.backward()` and `optimizer.step()`. */
  readonly gradients?: readonly string[];
  /** Statements after `optimizer.step()`. */
  readonly update?: readonly string[];
  /** Statements after an evaluation on the dev set, which gave `dev_loss`. */
  readonly evaluated?: readonly string[];
  /** Statements after training. */
  readonly finish?: readonly string[];
  /** What the test set is given to after training, in place of `model`: the name of a function of `x` that `finish` has defined, giving logits or log-probabilities. */
  readonly predict?: string;
  /** Where there is no equivalent, or not quite: a comment at the head of the script. */
  readonly note?: string;
}
