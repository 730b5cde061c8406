/** Charts as files: an SVG without any reference to the page, and the same as a PNG at twice the size. */
import { useState } from 'react';
import { saveFile } from '../shared/save-file';
import { ToolButton } from './chart-frame';
import { chartAsSvg, svgAsPng, type ChartPicture } from './chart-picture';

interface Props {
  /** What the chart is of; the file is named by it. */
  readonly title: string;
  /** Called when the visitor asks; undefined while there is nothing to save. */
  readonly picture: () => ChartPicture | undefined;
}

/** Two buttons beside the title of a chart. */
export function SaveChart({ title, picture }: Props) {
  const [problem, setProblem] = useState('');
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    const drawn = picture();
    if (!drawn) return setProblem('There is nothing to save yet.');
    try {
      const svg = chartAsSvg(drawn);
      const [type, part] = kind === 'svg' ? ['image/svg+xml', svg.text] : ['image/png', await svgAsPng(svg)];
      saveFile(`${fileName(title)}.${kind}`, type, [part]);
      setProblem('');
    } catch {
      setProblem('The picture could not be made; try the other format.');
    }
  };
  return (
    <>
      <ToolButton pressed={false} label={`Save ${title} as SVG`} onClick={() => void save('svg')}>
        SVG
      </ToolButton>
      <ToolButton pressed={false} label={`Save ${title} as PNG`} onClick={() => void save('png')}>
        PNG
      </ToolButton>
      <span role="status" className="quiet">
        {problem}
      </span>
    </>
  );
}

function fileName(title: string): string {
  return `grimoire-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
}
