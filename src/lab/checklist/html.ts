/** The report of a checklist as a page of its own, which needs nothing else: no scripts, no fonts, no other files. */
import type { ArmVerdict, JudgedArm } from './judge';
import { placeOf, plotOf, type EffectPlot, type PlotRow } from './plot';
import type { ChecklistReport } from './report';
import { baselineText, correctedText, effectText, jointSentences, methodOf, pointsInterval, smallestText, summaryOf, timeText, troubleOf, VERDICTS, withoutJoint } from './words';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b22; --quiet: #5d5e69; --line: #e3e3e8; --page: #fff; --up: #007a57; --down: #c24e00; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf1; --quiet: #a2a3b0; --line: #30303a; --page: #141418; --up: #35c99c; --down: #ff8f47; } }
body { max-width: 1100px; margin: 0 auto; padding: 24px 16px; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin: 28px 0 8px; } p, li { max-width: 90ch; } small, .quiet { color: var(--quiet); }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; } thead th { color: var(--quiet); }
td.n { text-align: right; white-space: nowrap; } td.v { white-space: nowrap; } code { font-size: 12px; overflow-wrap: anywhere; }
svg { display: block; max-width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 13px; } svg .tick { fill: var(--quiet); font-size: 12px; }
`;

/** @param address where Grimoire is, if links are to lead there; else they are only written out */
export function html(report: ChecklistReport, address?: string): string {
  const { plan, rows, notApplicable, baseline, joint, lost } = report;
  const link = (fragment: string) => (address === undefined ? `<code>${escape(fragment)}</code>` : `<a href="${escape(address + fragment)}"><code>${escape(fragment)}</code></a>`);
  const list = (sentences: readonly string[]) => `<ul>${sentences.map((sentence) => `<li>${escape(sentence)}</li>`).join('\n')}</ul>`;
  const row = (judged: JudgedArm) => `<tr><th scope="row">${escape(judged.arm.name)}${troubleOf(judged, report).map((note) => `<br><small>${escape(note)}</small>`).join('')}</th>
<td class="n">${effectText(judged)}</td><td class="n">${escape(correctedText(judged))}</td><td class="v">${verdict(judged.verdict)}</td>
<td class="n">${smallestText(judged)}</td><td class="n">${timeText(judged)}</td><td>${link(judged.arm.link)}</td></tr>`;
  const all = [...baseline.outcomes, ...rows.flatMap(({ outcomes }) => outcomes), ...(joint?.outcomes ?? [])];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Checklist: ${escape(report.setting)}</title><style>${STYLE}</style></head><body>
<h1>Checklist of tricks</h1>
<p>${escape(report.setting)}.</p>
<p><b>${escape(summaryOf(report))}</b></p>
<p>Baseline: dev accuracy ${baselineText(report)}. ${link(plan.baseline)}</p>
<h2>Difference from the baseline</h2>
${drawing(plotOf(rows))}
<div class="wide" tabindex="0" role="region" aria-label="Table of changes"><table>
<thead><tr><th scope="col">Change</th><th scope="col">Difference in dev accuracy, points (95 %)</th><th scope="col">p, corrected</th><th scope="col">Verdict</th><th scope="col">Could have shown</th><th scope="col">Time</th><th scope="col">Link, first seed</th></tr></thead>
<tbody>
${rows.map(row).join('\n')}
${notApplicable.map(({ name, reason }) => `<tr><th scope="row">${escape(name)}</th><td colspan="6">not applicable here <small>${escape(reason)}</small></td></tr>`).join('\n')}
</tbody></table></div>
<h2>Together</h2>
${joint ? jointSentences(joint, plan.freshSeeds).map((sentence) => `<p>${escape(sentence)}</p>`).join('\n') : `<p>${escape(withoutJoint(report))}</p>`}
${joint?.outcomes[0] ? `<p>${link(joint.outcomes[0].link)}</p>` : ''}
${lost.length > 0 ? `<h2>Runs that say nothing</h2>\n${list(lost.map(({ name, seed, reason }) => `${name}, seed ${seed}: ${reason}`))}` : ''}
<h2>How it was done</h2>
${list(methodOf(report))}
<details><summary>Links of all runs</summary><ul>
${all.map(({ arm, seed, dev, test, end, link: fragment }) => `<li>${escape(arm)}, seed ${seed}: ${dev ? `dev ${(100 * dev.accuracy).toFixed(2)} %` : end}${test ? `, test ${(100 * test.accuracy).toFixed(2)} %` : ''} ${link(fragment)}</li>`).join('\n')}
</ul></details>
</body></html>
`;
}

function verdict(id: ArmVerdict): string {
  return `${VERDICTS[id].mark} ${escape(VERDICTS[id].word)}`;
}

const ROW = 24;
const NAMES = 270;
const WIDTH = 720;
const COLOURS: Readonly<Record<ArmVerdict, string>> = { helps: 'var(--up)', hurts: 'var(--down)', 'cannot tell': 'var(--quiet)', waiting: 'var(--quiet)' };

/** Every effect as a dot with its interval; whatever is cut off ends in an arrow. */
function drawing(plot: EffectPlot): string {
  const x = (value: number) => (NAMES + placeOf(plot, value) * (WIDTH - NAMES - 20)).toFixed(1);
  const height = plot.rows.length * ROW + 40;
  const ticks = plot.ticks.map((tick) => `<line x1="${x(tick)}" x2="${x(tick)}" y1="4" y2="${height - 34}" stroke="var(--line)" stroke-width="${tick === 0 ? 2 : 1}"/><text class="tick" x="${x(tick)}" y="${height - 20}" text-anchor="middle">${minus(tick)}</text>`);
  const mark = ({ name, verdict: id, effect }: PlotRow, i: number): string => {
    const y = i * ROW + 18;
    const label = `<text x="0" y="${y + 4}">${VERDICTS[id].mark} ${escape(name.length > 38 ? `${name.slice(0, 37)}…` : name)}</text>`;
    if (!effect) return label;
    const { mean, low, high } = effect;
    const [left, right] = [Math.max(low, -plot.limit), Math.min(high, plot.limit)];
    const arrow = (end: number, sign: string) => `<text x="${x(end)}" y="${y + 4}" text-anchor="middle" style="fill:${COLOURS[id]}">${sign}</text>`;
    const bounded = Number.isFinite(low);
    const title = `<title>${escape(name)}: ${pointsInterval({ mean: mean / 100, low: low / 100, high: high / 100 })}</title>`;
    return `${label}<g>${title}${bounded ? `<line x1="${x(left)}" x2="${x(right)}" y1="${y}" y2="${y}" stroke="${COLOURS[id]}" stroke-width="2"/>` : ''}${bounded && low < -plot.limit ? arrow(-plot.limit, '◂') : ''}${bounded && high > plot.limit ? arrow(plot.limit, '▸') : ''}${Math.abs(mean) <= plot.limit ? `<circle cx="${x(mean)}" cy="${y}" r="4" fill="${COLOURS[id]}"/>` : ''}</g>`;
  };
  return `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Differences from the baseline with their 95 % intervals; the table below has the numbers">
${ticks.join('\n')}
${plot.rows.map(mark).join('\n')}
<text class="tick" x="${x(0)}" y="${height - 4}" text-anchor="middle">difference in dev accuracy, points</text>
</svg>`;
}

/** With a true minus sign. */
function minus(value: number): string {
  return String(value).replace('-', '−');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
