import { runColour } from '../theme';

/** The colour of a run; its name stands beside it. */
export function RunSwatch({ colour }: { readonly colour: number }) {
  return <span aria-hidden style={{ flex: 'none', display: 'inline-block', width: 10, height: 10, borderRadius: 3, background: runColour(colour) }} />;
}
