/** Colours of classes, told apart by colour-blind people too (Okabe & Ito, "Color universal design", 2008). */
export type Rgb = readonly [red: number, green: number, blue: number];

/** In the order of the classes of `points`, which are named after them. */
const CLASS_COLOURS: readonly Rgb[] = [
  [230, 159, 0], // orange
  [0, 114, 178], // blue
  [0, 158, 115], // green
  [204, 121, 167], // purple
  [213, 94, 0], // red
  [86, 180, 233],
  [240, 228, 66],
  [120, 120, 120],
];

export function classColour(label: number): Rgb {
  return CLASS_COLOURS[label % CLASS_COLOURS.length]!;
}

export function cssColour([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}
