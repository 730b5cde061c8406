/** Units of what the built-in data sets know of their samples. */
const UNITS: Readonly<Record<string, string>> = { slant: '°', rotation: '°', thickness: ' px' };

/** A sample's attributes in words: `slant 12.3°`, `writer 17`. */
export function attributeTexts(attributes: Readonly<Record<string, number>>): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (name === 'flipped') return value === 1 ? ['wrong label on purpose (label noise)'] : [];
    const words = name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
    return [`${words} ${Math.round(value * 10) / 10}${UNITS[name] ?? ''}`];
  });
}
