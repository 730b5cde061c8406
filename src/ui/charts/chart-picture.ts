/** A chart of the page as an SVG that stands alone: every colour and font is written out, and title and legend are part of the picture. */
import { sizeOf } from '../shared/zoom';

export interface ChartPicture {
  /** As it is on the page now. */
  readonly chart: SVGSVGElement;
  readonly title: string;
  /** SVG that lies above it in its coordinates, such as lines that the page draws on a canvas. May name style variables. */
  readonly above?: string;
  readonly legend?: readonly LegendLine[];
}

export interface LegendLine {
  readonly name: string;
  /** May be a style variable. */
  readonly colour: string;
  readonly dash?: readonly number[];
}

export interface SvgFile {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** What a style sheet may say of an SVG element that shows. */
const SHOWN = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'opacity',
  'font-family', 'font-size', 'font-weight', 'text-anchor', 'visibility', 'display',
] as const;

const PADDING = 12;
const TITLE_HEIGHT = 30;
const ROW_HEIGHT = 20;
/** Of one entry of the legend, in pixels. */
const ENTRY_WIDTH = 260;
/** Characters of an entry that fit. */
const ENTRY_LENGTH = 36;
/** Pixels of a PNG per pixel of the chart, so that it is sharp on fine screens. */
const DENSITY = 2;

export function chartAsSvg({ chart, title, above = '', legend = [] }: ChartPicture): SvgFile {
  const page = getComputedStyle(document.documentElement);
  const resolve = (text: string): string => text.replace(/var\((--[\w-]+)\)/g, (_, name: string) => page.getPropertyValue(name).trim());
  const box = sizeOf(chart);
  const columns = Math.max(1, Math.floor(box.width / ENTRY_WIDTH));
  const width = Math.ceil(box.width) + 2 * PADDING;
  const height = Math.ceil(box.height) + 2 * PADDING + TITLE_HEIGHT + ROW_HEIGHT * Math.ceil(legend.length / columns);
  const font = escaped(getComputedStyle(document.body).fontFamily);
  const entries = legend.map(({ name, colour, dash = [] }, i) => {
    const x = PADDING + (i % columns) * ENTRY_WIDTH;
    const y = PADDING + TITLE_HEIGHT + Math.ceil(box.height) + ROW_HEIGHT * (Math.floor(i / columns) + 0.5);
    const text = name.length > ENTRY_LENGTH ? `${name.slice(0, ENTRY_LENGTH - 1)}…` : name;
    return `<path d="M${x} ${y}h24" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash.join(' ') || 'none'}"/><text x="${x + 32}" y="${y + 4}" font-size="12">${escaped(text)}</text>`;
  });
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">`,
    `<rect width="${width}" height="${height}" fill="var(--page)"/>`,
    `<g fill="var(--ink)"><text x="${PADDING}" y="${PADDING + 16}" font-size="15" font-weight="600">${escaped(title)}</text>${entries.join('')}</g>`,
    `<g transform="translate(${PADDING} ${PADDING + TITLE_HEIGHT})">${contentOf(chart)}${above}</g>`,
    '</svg>',
  ].join('');
  return { text: resolve(text), width, height };
}

/** What is inside, every element with the style that it has on the page. */
function contentOf(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const copies = [...copy.querySelectorAll<SVGElement>('*')];
  [...chart.querySelectorAll<SVGElement>('*')].forEach((original, i) => {
    const shown = copies[i]!;
    const style = getComputedStyle(original);
    const control = original.getAttribute('role') === 'slider';
    for (const name of shown.getAttributeNames()) if (/^(class|style|tabindex|role|aria-.*|data-.*)$/.test(name)) shown.removeAttribute(name);
    if (original instanceof SVGGraphicsElement) for (const property of SHOWN) shown.setAttribute(property, style.getPropertyValue(property));
    if (control) shown.setAttribute('display', 'none');
  });
  // What is only there to be moved is no part of a picture.
  for (const element of copies) if (element.getAttribute('display') === 'none' || element.getAttribute('visibility') === 'hidden') element.remove();
  return copy.innerHTML.replaceAll('xmlns="http://www.w3.org/2000/svg"', '');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** @throws where the browser cannot draw it */
export async function svgAsPng({ text, width, height }: SvgFile): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * DENSITY;
  canvas.height = height * DENSITY;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The canvas gave no picture'))), 'image/png'));
}
