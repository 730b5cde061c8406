import 'katex/dist/katex.min.css';
import katex from 'katex';
import { useMemo } from 'react';

/** TeX, set in display style; with MathML for assistive technology. */
export default function Typeset({ tex }: { readonly tex: string }) {
  // Only declarations of our own are set here; `trust` stays off, so that none of them could bring a link or a style along.
  const html = useMemo(() => katex.renderToString(tex, { displayMode: true, throwOnError: false, strict: 'ignore' }), [tex]);
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
