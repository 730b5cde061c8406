/** Panels: each looks at one side of the running network or of its data. */
export type { PanelProps } from './panel-props';
export { DataSamples } from './data-samples';
export { DecisionBoundary } from './decision-boundary';
export { DrawDigit } from './draw-digit';
export { Filters } from './filters';
export { Mistakes } from './mistakes';
