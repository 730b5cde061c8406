/** The commands of one step, as they reached the device, and how they are sent again. */

export type Command =
  | { readonly type: 'dispatch'; readonly pipeline: GPUComputePipeline; readonly bindGroup: GPUBindGroup; readonly workgroups: readonly [number, number, number] }
  | { readonly type: 'copy'; readonly from: GPUBuffer; readonly fromOffset: number; readonly to: GPUBuffer; readonly toOffset: number; readonly size: number };

export class Recording {
  constructor(
    readonly commands: readonly Command[],
    /** What was uploaded on the way, as text that tells any two contents apart: constants and uniforms. */
    readonly uploads: readonly string[],
    /** Frees the memory of the recording. */
    readonly dispose: () => void,
  ) {}

  get dispatches(): number {
    return this.commands.filter(({ type }) => type === 'dispatch').length;
  }

  /** Sends all commands again. */
  replay(encoder: GPUCommandEncoder): void {
    let pass: GPUComputePassEncoder | undefined;
    let pipeline: GPUComputePipeline | undefined;
    for (const command of this.commands) {
      if (command.type === 'copy') {
        pass?.end();
        pass = undefined;
        pipeline = undefined;
        encoder.copyBufferToBuffer(command.from, command.fromOffset, command.to, command.toOffset, command.size);
        continue;
      }
      pass ??= encoder.beginComputePass();
      if (pipeline !== command.pipeline) pass.setPipeline(command.pipeline);
      pipeline = command.pipeline;
      pass.setBindGroup(0, command.bindGroup);
      const [x, y, z] = command.workgroups;
      pass.dispatchWorkgroups(x, y, z);
    }
    pass?.end();
  }

  /** Why a replay of the other one would not be this one; undefined where it would. */
  differenceFrom(other: Recording): string | undefined {
    const same = (a: Command, b: Command | undefined): boolean => {
      if (a.type === 'copy') return b?.type === 'copy' && a.size === b.size;
      return b?.type === 'dispatch' && a.pipeline === b.pipeline && a.workgroups.every((count, i) => count === b.workgroups[i]);
    };
    if (this.commands.length !== other.commands.length || !this.commands.every((command, i) => same(command, other.commands[i]))) {
      return 'its operations change from step to step';
    }
    if (this.uploads.length !== other.uploads.length || !this.uploads.every((content, i) => content === other.uploads[i])) {
      return 'it puts other constants into every step';
    }
    return undefined;
  }
}
