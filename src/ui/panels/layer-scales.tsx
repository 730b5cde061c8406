import type { LayerView } from '../../engine/protocol';
import styles from './layer-scales.module.css';
import type { PanelProps } from './panel-props';
import { Empty, Panel } from './shared/panel';
import { useAnswer } from './shared/use-answer';

/** Between two probes while the network learns, in ms. */
const LIVE = 2000;
/** The bars reach from 0.01 to 100 on a log scale; a healthy signal stays around 1. */
const DECADES = 2;
/** Share of silent units that is worth a word. */
const MANY_SILENT = 0.2;

/** How large the signal is in every layer: a network learns badly where it fades away or blows up. */
export function LayerScales({ trainer, experiment, revision, status }: PanelProps) {
  const { answer, ref } = useAnswer<LayerView[]>(trainer, {
    ask: async () => trainer.layers(),
    subject: JSON.stringify([experiment.data, experiment.model, experiment.tricks]),
    occasion: `${revision} ${status}`,
    every: status === 'training' ? LIVE : undefined,
    gap: LIVE,
  });
  return (
    <Panel
      ref={ref}
      title="Signal through the layers"
      help="The typical size (root mean square) of what each layer passes on, for 64 dev samples. Near 1 is healthy; a signal that fades or blows up on its way keeps a network from learning."
    >
      {!answer || answer.length === 0 ? (
        <Empty title="No network yet">The layers are measured as soon as a run begins.</Empty>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label="Size of the signal by layer">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">layer</th>
                <th scope="col">output</th>
                <th scope="col">
                  <span className={styles.axis} aria-label="on a log scale from 0.01 to 100">
                    <span>0.01</span>
                    <span>1</span>
                    <span>100</span>
                  </span>
                </th>
                <th scope="col">weights</th>
              </tr>
            </thead>
            <tbody>
              {answer.map((layer) => (
                <Row key={layer.name} layer={layer} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Row({ layer: { name, kind, activation, silent, weight } }: { readonly layer: LayerView }) {
  const place = Math.min(1, Math.max(0, (Math.log10(Math.max(activation, 1e-12)) + DECADES) / (2 * DECADES)));
  return (
    <tr>
      <th scope="row">
        {name}
        {kind === 'activation' && silent > MANY_SILENT && <small>{Math.round(100 * silent)} % silent</small>}
      </th>
      <td>{activation.toPrecision(2)}</td>
      <td className={styles.bar} aria-hidden>
        <i style={{ left: `${100 * Math.min(0.5, place)}%`, width: `${100 * Math.abs(place - 0.5)}%` }} />
      </td>
      <td>{weight?.toPrecision(2)}</td>
    </tr>
  );
}
