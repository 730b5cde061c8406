/**
 * The rooms of the house and the arrows between them, as an ESLint rule. A room is a folder of `src` (or `workers`); it may import from the rooms in
 * its list and from itself. `room:types` allows types only, which leave nothing in the bundle.
 */
import path from 'node:path';
import { root } from './lib/processes.mjs';

/** @type {Record<string, { may: readonly string[], because: string }>} */
export const ROOMS = {
  core: { may: [], because: 'core is what everything else stands on, so it stands on nothing' },
  tricks: { may: ['core'], because: 'a trick is a declaration that runs on any backend and is drawn by the page, so it knows only core' },
  models: { may: ['core'], because: 'a model is plain data that the page can draw without an engine, so it knows only core' },
  data: { may: ['core'], because: 'a data set is generated or read the same everywhere, so it knows only core' },
  plants: { may: ['core'], because: 'a planted bug is a declaration that the engine carries out, so it knows only core' },
  catalogue: { may: ['core', 'tricks', 'models', 'data', 'plants'], because: 'the catalogue only collects declarations' },
  kernels: { may: ['core'], because: 'a kernel extends tfjs and is tested alone, so it knows only core' },
  engine: {
    may: ['core', 'tricks', 'models', 'data', 'plants', 'catalogue', 'kernels', 'diagnose'],
    because: 'the engine runs without a page: in a worker, in tests and on the command line',
  },
  export: { may: ['core', 'lab:types'], because: 'a file is made from declarations and plain data, so it knows only core and what a trial of the lab looks like' },
  diagnose: { may: ['core'], because: 'a verdict is a pure function of numbers, so it knows only core' },
  lessons: { may: ['core'], because: 'a lesson is a declaration of runs and what they are to show, so it knows only core' },
  lab: { may: ['core', 'engine/protocol', 'lessons'], because: 'the lab plans trials and speaks to an engine by its protocol only' },
  store: {
    may: ['core', 'tricks', 'models', 'data', 'catalogue', 'lab', 'lessons', 'engine/protocol'],
    because: 'stores are tested without React and reach the engine by its protocol only',
  },
  ui: {
    may: ['core', 'tricks', 'models', 'catalogue', 'diagnose', 'export', 'store', 'lessons', 'lab:types', 'engine/protocol'],
    because: 'the page shows what the store holds; the engine lives in a worker, so that the page neither janks nor downloads tfjs before it appears',
  },
  cli: { may: ['core', 'data', 'plants', 'catalogue', 'engine', 'diagnose', 'lab', 'lessons', 'export'], because: 'the command line is the engine, the lab and the exports without a page' },
  workers: { may: ['core', 'catalogue', 'engine', 'diagnose'], because: 'a worker is a page of glue that exposes the engine' },
};

/** Packages that only some rooms may use. @type {readonly { name: RegExp, values: readonly string[], types: readonly string[], because: string }[]} */
const PACKAGES = [
  {
    name: /^@tensorflow\//,
    values: ['kernels', 'engine', 'cli', 'workers'],
    types: ['core', 'tricks', 'models', 'plants'],
    because: 'tricks and models take `tf` as an argument, so that they run on any backend and the page holds no tfjs',
  },
  { name: /^(react|react-dom|react-is|recharts|@mantine\/.*)(\/|$)/, values: ['ui'], types: [], because: 'only the page is made of React' },
  { name: /^zustand(\/|$)/, values: ['store', 'ui'], types: [], because: 'state is held by the store' },
  { name: /^dexie(\/|$)/, values: ['store'], types: [], because: 'what is kept is kept by the store' },
  { name: /^comlink(\/|$)/, values: ['store', 'ui', 'workers'], types: [], because: 'only the two ends of a worker know how their messages travel' },
  { name: /^webgpu(\/|$)/, values: ['engine', 'cli'], types: [], because: 'a browser has its own WebGPU' },
  { name: /^node:/, values: ['cli'], types: [], because: 'all else runs in browsers, too' },
];

/** @param {string} file relative to the project's folder @returns {string | undefined} */
function roomOf(file) {
  const parts = file.replace(/\?.*$/, '').replace(/\.tsx?$/, '').split(path.sep);
  if (parts[0] === 'workers') return 'workers';
  return parts[0] === 'src' ? parts[1] : undefined;
}

/**
 * @param {string} importer relative to the project's folder
 * @param {string} specifier
 * @param {boolean} typesOnly
 * @returns {string | undefined} why the import is a mistake
 */
export function objection(importer, specifier, typesOnly) {
  const from = roomOf(importer) ?? '';
  const room = ROOMS[from];
  if (!room) return undefined;
  if (!specifier.startsWith('.')) {
    const owned = PACKAGES.find(({ name }) => name.test(specifier));
    if (!owned || owned.values.includes(from) || (typesOnly && owned.types.includes(from))) return undefined;
    return `${from} may not import ${owned.types.includes(from) ? 'values from ' : ''}${specifier}: ${owned.because}.`;
  }
  const target = path.relative(root, path.resolve(root, path.dirname(importer), specifier));
  if (/^(tests|scripts)(\/|\\|$)/.test(target)) return `${from} may not import ${target}: it is not part of the product.`;
  const to = roomOf(target);
  if (!to || to === from || room.may.includes(to) || (typesOnly && room.may.includes(`${to}:types`))) return undefined;
  if (room.may.includes('engine/protocol') && /^src.engine.protocol(\.ts|$|[/\\])/.test(target)) return undefined;
  const what = room.may.includes(`${to}:types`) ? `values from ${to}` : to;
  return `${from} may not import ${what}: ${room.because}. It may import: ${room.may.join(', ') || 'nothing'}.`;
}

/** @type {import('eslint').Rule.RuleModule} */
const arrows = {
  meta: { type: 'problem', schema: [], docs: { description: 'Imports follow the arrows between the rooms.' } },
  create(context) {
    const importer = path.relative(root, context.filename);
    /** @param {any} source the node of the module's name @param {boolean} typesOnly */
    const check = (source, typesOnly) => {
      if (typeof source?.value !== 'string') return;
      const message = objection(importer, source.value, typesOnly);
      if (message) context.report({ node: source, message });
    };
    /** @param {any} node */
    const checkDeclaration = ({ source, specifiers = [], importKind, exportKind }) => {
      const typesOnly = specifiers.length > 0 && specifiers.every((/** @type {any} */ one) => (one.importKind ?? one.exportKind) === 'type');
      check(source, importKind === 'type' || exportKind === 'type' || typesOnly);
    };
    return {
      ImportDeclaration: checkDeclaration,
      ExportNamedDeclaration: checkDeclaration,
      ExportAllDeclaration: checkDeclaration,
      ImportExpression: ({ source }) => check(source, false),
      TSImportType: (/** @type {any} */ { source }) => check(source, true),
      'CallExpression[callee.object.type="MetaProperty"][callee.property.name="glob"]': (/** @type {any} */ { arguments: [pattern] }) => {
        for (const one of pattern?.elements ?? [pattern]) check(one, false);
      },
    };
  },
};

export default { rules: { arrows } };
