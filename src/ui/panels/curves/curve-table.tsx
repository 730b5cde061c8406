import '@mantine/core/styles/Table.layer.css';
import { Table } from '@mantine/core';
import { percent, type Estimate } from '../../../core/statistics';
import { grouped } from '../../../core/words';
import type { CurveAxis, MeasuredPoint } from '../../../store/learning-curve';

/** The learning curve in numbers. */
export function CurveTable({ axis, points }: { readonly axis: CurveAxis; readonly points: readonly MeasuredPoint[] }) {
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{axis === 'size' ? 'Training samples' : 'Width'}</Table.Th>
            <Table.Th>Runs</Table.Th>
            <Table.Th>Train error (95 %)</Table.Th>
            <Table.Th>Dev error (95 %)</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ x, seeds, train, dev }) => (
            <Table.Tr key={x}>
              <Table.Td>{grouped(x)}</Table.Td>
              <Table.Td>{seeds}</Table.Td>
              <Table.Td>{withInterval(train)}</Table.Td>
              <Table.Td>{withInterval(dev)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function withInterval(estimate: Estimate): string {
  const { low, high } = estimate;
  return `${percent(estimate)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`;
}
