import type { NetworkPlan, PlannedNode } from '../../core/network';
import { grouped } from '../../core/words';
import classes from './experiment.module.css';

const HEIGHT = 46;
const GAP = 7;

/** The layers from left to right, those of one shape as one: as tall as their picture is large, as wide as they have channels. */
export function NetworkDrawing({ plan }: { readonly plan: NetworkPlan }) {
  const input: PlannedNode = { name: 'input', kind: 'input', shape: plan.blueprint.input, parameters: 0, multiplyAdds: 0 };
  // What only bends or joins the numbers has the shape of the layer before it and would say nothing new.
  const drawn = stages([input, ...plan.nodes.filter(({ parameters, kind }) => parameters > 0 && !kind.endsWith('norm'))]);
  const { boxes, width: whole } = layout(drawn);
  const words = drawn.map(({ name, shape }) => `${name} ${shape.join('×')}`).join(', ');
  return (
    <figure className={classes.drawing}>
      <svg viewBox={`-1 -1 ${whole + 2} ${HEIGHT + 2}`} height={HEIGHT} preserveAspectRatio="xMinYMid" role="img" aria-label={`Layers from input to output: ${words}`}>
        {boxes.map(({ node, x: left, width, height }) => (
          <rect key={node.name} x={left} y={(HEIGHT - height) / 2} width={width} height={height} rx={1.5} data-kind={node.kind}>
            <title>
              {node.layers > 1 ? `${node.layers} layers from ${node.name} on` : node.name}: {node.shape.join(' × ')}, {grouped(node.parameters)} parameters
            </title>
          </rect>
        ))}
      </svg>
      <figcaption>{drawn.map(({ shape, layers }) => `${layers > 1 ? `${layers} of ` : ''}${shape.join('×')}`).join(' → ')}</figcaption>
    </figure>
  );
}

/** As tall as the pictures are large, on a log scale where they are vectors; as wide as there are channels, on a log scale. */
function layout<N extends PlannedNode>(drawn: readonly N[]): { readonly boxes: readonly { node: N; x: number; width: number; height: number }[]; readonly width: number } {
  const tallest = Math.max(...drawn.map(({ shape }) => (shape.length === 3 ? shape[0]! : 1)));
  let x = 0;
  const boxes = drawn.map((node) => {
    const spatial = node.shape.length === 3;
    const width = spatial ? 5 + 5 * Math.log2(node.shape[2]!) : 8;
    const height = spatial ? Math.max(5, (HEIGHT * node.shape[0]!) / tallest) : 4 + 4 * Math.log2(node.shape[0]! + 1);
    const box = { node, x, width, height: Math.min(HEIGHT, height) };
    x += width + GAP;
    return box;
  });
  return { boxes, width: x - GAP };
}

/** Layers of one shape that follow one another, as one. */
function stages(nodes: readonly PlannedNode[]): (PlannedNode & { readonly layers: number })[] {
  const found: (PlannedNode & { layers: number })[] = [];
  for (const node of nodes) {
    const last = found.at(-1);
    if (last && last.kind !== 'input' && node.shape.join() === last.shape.join()) found[found.length - 1] = { ...last, parameters: last.parameters + node.parameters, layers: last.layers + 1 };
    else found.push({ ...node, layers: 1 });
  }
  return found;
}
