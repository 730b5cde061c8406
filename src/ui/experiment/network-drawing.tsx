import type { NetworkPlan, PlannedNode } from '../../core/network';
import classes from './experiment.module.css';

const HEIGHT = 46;
const GAP = 7;

/** The layers from left to right: as tall as their picture is large, as wide as they have channels. */
export function NetworkDrawing({ plan }: { readonly plan: NetworkPlan }) {
  const input: PlannedNode = { name: 'input', kind: 'input', shape: plan.blueprint.input, parameters: 0, multiplyAdds: 0 };
  // What only bends or joins the numbers has the shape of the layer before it and would say nothing new.
  const drawn = [input, ...plan.nodes.filter(({ parameters, kind }) => parameters > 0 && !kind.endsWith('norm'))];
  const heights = drawn.map(({ shape }) => (shape.length === 3 ? shape[0]! : 0));
  const tallest = Math.max(...heights, 1);
  let x = 0;
  const boxes = drawn.map((node, i) => {
    const spatial = node.shape.length === 3;
    const width = 5 + 5 * Math.log2(node.shape.at(-1)!);
    const height = spatial ? Math.max(5, (HEIGHT * heights[i]!) / tallest) : 4 + 4 * Math.log2(node.shape[0]! + 1);
    const box = { node, x, width: spatial ? width : 8, height: Math.min(HEIGHT, height) };
    x += box.width + GAP;
    return box;
  });
  const words = drawn.map(({ name, shape }) => `${name} ${shape.join('×')}`).join(', ');
  return (
    <figure className={classes.drawing}>
      <svg viewBox={`-1 -1 ${x - GAP + 2} ${HEIGHT + 2}`} height={HEIGHT} preserveAspectRatio="xMinYMid" role="img" aria-label={`Layers from input to output: ${words}`}>
        {boxes.map(({ node, x: left, width, height }) => (
          <rect key={node.name} x={left} y={(HEIGHT - height) / 2} width={width} height={height} rx={1.5} data-kind={node.kind}>
          <title>
            {node.name}: {node.shape.join(' × ')}, {node.parameters.toLocaleString('en')} parameters
          </title>
        </rect>
      ))}
      </svg>
      <figcaption>{drawn.map(({ shape }) => shape.join('×')).join(' → ')}</figcaption>
    </figure>
  );
}
