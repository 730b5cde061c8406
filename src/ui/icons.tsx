import type { ReactNode } from 'react';

/** Drawn on a 16 × 16 grid in the colour of the text; their buttons carry the names. */
function icon(content: ReactNode) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      {content}
    </svg>
  );
}

export const icons = {
  train: icon(<path d="M4.5 3v10l8.5-5z" fill="currentColor" />),
  pause: icon(<path d="M5.2 3.2v9.6M10.8 3.2v9.6" strokeWidth="2.6" />),
  step: icon(
    <>
      <path d="M3.5 3.4v9.2l6.8-4.6z" fill="currentColor" />
      <path d="M12.6 3.4v9.2" strokeWidth="2.2" />
    </>,
  ),
  stop: icon(<rect x="3.8" y="3.8" width="8.4" height="8.4" rx="1.2" fill="currentColor" />),
  reset: icon(<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.6v2.9h2.9" />),
  share: icon(<path d="M6.8 9.2a2.6 2.6 0 0 0 3.8.2l2-2a2.7 2.7 0 0 0-3.8-3.8l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.8-.2l-2 2a2.7 2.7 0 0 0 3.8 3.8l.9-.9" />),
  sun: icon(
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M3.5 12.5l.8-.8M11.7 4.3l.8-.8" />
    </>,
  ),
  moon: icon(<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z" />),
  help: icon(
    <>
      <path d="M5.6 5.8a2.4 2.4 0 1 1 3.5 2.1c-.8.5-1.1.9-1.1 1.8" />
      <path d="M8 12.4v.1" strokeWidth="2" />
    </>,
  ),
  close: icon(<path d="M4 4l8 8M12 4l-8 8" />),
  pin: icon(<path d="M6 2.5h4l-.5 4L12 8.6v1.2H4V8.6l2.5-2.1zM8 10v4" />),
  restore: icon(<path d="M6.5 3.5L3 7l3.5 3.5M3.4 7H10a3 3 0 0 1 0 6H8" />),
  table: icon(<path d="M2.5 3.5h11v9h-11zM2.5 6.6h11M2.5 9.6h11M6.4 3.5v9" />),
  save: icon(<path d="M8 2.4v7.4M4.9 6.9L8 10l3.1-3.1M2.8 13.4h10.4" />),
  chart: icon(<path d="M2.5 2.5v11h11M4.8 10.4l2.7-3.6 2.3 1.8 3.4-4.8" />),
  tune: icon(<path d="M2.5 4.5h6M12.5 4.5h1M2.5 11.5h1M7.5 11.5h6M10.5 2.8v3.4M5.5 9.8v3.4" />),
  look: icon(
    <>
      <path d="M1.6 8S4 3.6 8 3.6 14.4 8 14.4 8 12 12.4 8 12.4 1.6 8 1.6 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>,
  ),
  chevron: icon(<path d="M4.5 6.5L8 10l3.5-3.5" />),
};
