/** What the benchmark uses of ConvNetJS 0.3.0, which brings no types. */
declare module 'convnetjs' {
  /** A volume of numbers, [sy, sx, depth] in row-major order. */
  class Vol {
    constructor(sx: number, sy: number, depth: number, fill: number);
    readonly w: Float64Array;
  }

  interface Layer {
    readonly layer_type: string;
    /** One for each output channel. */
    readonly filters?: readonly Vol[];
    readonly biases?: Vol;
  }

  class Net {
    readonly layers: readonly Layer[];
    makeLayers(definitions: readonly Readonly<Record<string, string | number>>[]): void;
    forward(x: Vol, training: boolean): Vol;
    /** Adds to the gradients. @returns the loss of the sample of the last forward pass */
    backward(label: number): number;
    getParamsAndGrads(): readonly { readonly params: Float64Array; readonly grads: Float64Array }[];
  }

  const library: { readonly Vol: typeof Vol; readonly Net: typeof Net };
  export default library;
  export type { Net };
}
