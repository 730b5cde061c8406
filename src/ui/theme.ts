import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent colour. White on shade 6 has a contrast of 6.5. */
const accent: MantineColorsTuple = ['#f4f2ff', '#e6e1fd', '#cac1f8', '#ab9df3', '#917eee', '#7a63e8', '#5f45da', '#5239c2', '#4630a6', '#372585'];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent },
  defaultRadius: 'md',
  fontFamily: '-apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "Liberation Mono", monospace',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
});

/** Names of the style variables of run colours; their values, for dark and light, are in styles.css. */
export function runColour(colour: number): string {
  return `var(--run-${colour})`;
}
