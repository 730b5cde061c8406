import type { LineLook } from '../styles';

/** A short piece of a line as it is drawn, dashes included; its name stands beside it. */
export function LineMark({ look: { colour, dash } }: { readonly look: LineLook }) {
  return (
    <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden style={{ flex: 'none' }}>
      <path d="M1 5H25" stroke={colour} strokeWidth="2.5" strokeDasharray={dash.join(' ')} fill="none" />
    </svg>
  );
}
