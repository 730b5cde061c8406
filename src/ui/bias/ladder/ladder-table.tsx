import '@mantine/core/styles/Table.layer.css';
import { Table } from '@mantine/core';
import { errorText, gapName, gapText, type LadderView } from './rows';

/** The ladder in numbers. */
export function LadderTable({ view: { ladder, rows } }: { readonly view: LadderView }) {
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Rung</Table.Th>
            <Table.Th>Samples</Table.Th>
            <Table.Th>Error (95 %)</Table.Th>
            <Table.Th>Gap below it (95 %)</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, name, samples, error, missing, gap }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>{samples?.toLocaleString('en') ?? '–'}</Table.Td>
              <Table.Td>{error ? errorText(error) : MISSING[missing ?? 'measuring']}</Table.Td>
              <Table.Td>
                {gap ? `${gapName(gap)} ${gapText(gap)}` : '–'}
                {gap && ladder.largest.kind === 'gap' && ladder.largest.gap === gap.id && ', the largest'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const MISSING = { covered: 'not looked at yet', measuring: 'measuring …', none: 'no samples left' } as const;
