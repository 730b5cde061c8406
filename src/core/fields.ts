/**
 * A field is one setting, declared once: its type, bounds, default, label, unit and help. From the declaration come its validation (zod), its text in
 * a link, its control in the page, its row in a table and its place in the difference between two runs.
 */
import * as z from 'zod/mini'; // as zod, but only what is used of it is downloaded

/** `value`: a number the device reads anew every step, so it may be scheduled. `structural`: changes shapes or programs, so it may not. */
export type FieldRole = 'value' | 'structural';

interface Described {
  readonly label: string;
  /** One plain sentence for a student. */
  readonly help: string;
  readonly unit?: string;
  readonly role: FieldRole;
}

export interface NumberField extends Described {
  readonly type: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** How a slider for it should be spaced. */
  readonly scale: 'linear' | 'log';
  readonly schema: z.ZodMiniType<number>;
}

export interface ChoiceField<T extends string = string> extends Described {
  readonly type: 'choice';
  readonly default: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly schema: z.ZodMiniType<T>;
}

export interface BooleanField extends Described {
  readonly type: 'boolean';
  readonly default: boolean;
  readonly schema: z.ZodMiniType<boolean>;
}

/** A short ascending list of numbers, such as milestones. */
export interface NumberListField extends Described {
  readonly type: 'numbers';
  readonly default: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly schema: z.ZodMiniType<readonly number[]>;
}

export interface TextField extends Described {
  readonly type: 'text';
  readonly default: string;
  readonly schema: z.ZodMiniType<string>;
}

/** Names a value field of another trick, as `<trick id>.<field>`: the name of its knob. */
export interface KnobField extends Described {
  readonly type: 'knob';
  readonly default: string;
  readonly schema: z.ZodMiniType<string>;
}

export type Field = NumberField | ChoiceField | BooleanField | NumberListField | TextField | KnobField;
export type Fields = Readonly<Record<string, Field>>;
export type FieldValue = number | string | boolean | readonly number[];

type ValueOf<F extends Field> = F extends ChoiceField<infer T>
  ? T
  : F extends NumberField
    ? number
    : F extends BooleanField
      ? boolean
      : F extends NumberListField
        ? readonly number[]
        : string;

/** The plain object of settings that a set of fields describes. */
export type Values<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };
export type AnyValues = Readonly<Record<string, FieldValue>>;

interface Description {
  label: string;
  help: string;
  unit?: string;
  role?: FieldRole;
}

const described = ({ label, help, unit, role }: Description, fallback: FieldRole): Described => ({
  label,
  help,
  role: role ?? fallback,
  ...(unit === undefined ? {} : { unit }),
});

const within = (schema: z.ZodMiniNumber, min: number, max: number) => schema.check(z.minimum(min), z.maximum(max));

export function number(options: Description & { default: number; min: number; max: number; scale?: 'linear' | 'log' }): NumberField {
  const { min, max } = options;
  return {
    ...described(options, 'value'),
    type: 'number',
    default: options.default,
    min,
    max,
    integer: false,
    scale: options.scale ?? 'linear',
    schema: within(z.number(), min, max),
  };
}

export function integer(options: Description & { default: number; min: number; max: number; scale?: 'linear' | 'log' }): NumberField {
  const field = number(options);
  return { ...field, role: options.role ?? 'structural', integer: true, schema: within(z.int(), field.min, field.max) };
}

export function choice<const T extends string>(
  options: Description & { default: NoInfer<T>; options: readonly { value: T; label: string }[] },
): ChoiceField<T> {
  const values = options.options.map((option) => option.value) as [T, ...T[]];
  return {
    ...described(options, 'structural'),
    type: 'choice',
    default: options.default,
    options: options.options,
    schema: z.enum(values),
  };
}

export function boolean(options: Description & { default: boolean }): BooleanField {
  return { ...described(options, 'structural'), type: 'boolean', default: options.default, schema: z.boolean() };
}

export function numbers(options: Description & { default: readonly number[]; min: number; max: number; longest?: number }): NumberListField {
  const { min, max } = options;
  return {
    ...described(options, 'structural'),
    type: 'numbers',
    default: options.default,
    min,
    max,
    schema: z.readonly(z.array(within(z.number(), min, max)).check(z.maxLength(options.longest ?? 16))),
  };
}

export function text(options: Description & { default: string; longest?: number }): TextField {
  return { ...described(options, 'structural'), type: 'text', default: options.default, schema: z.string().check(z.maxLength(options.longest ?? 2000)) };
}

/** A kebab-case id and the name of a field, so that a link stays readable. */
const KNOB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-zA-Z0-9]*$/;
const LONGEST_KNOB = 80;

export function knob(options: Description & { default: string }): KnobField {
  return { ...described(options, 'structural'), type: 'knob', default: options.default, schema: z.string().check(z.maxLength(LONGEST_KNOB), z.regex(KNOB)) };
}

/** The trick and the field that the value of a knob field names. */
export function partsOfKnob(value: string): { readonly trick: string; readonly field: string } {
  const dot = value.indexOf('.');
  return { trick: value.slice(0, dot), field: value.slice(dot + 1) };
}

/** Whether a field's value may change during a run. */
export function isSchedulable(field: Field): field is NumberField {
  return field.type === 'number' && field.role === 'value';
}

/** The default of every field. */
export function defaultsOf<F extends Fields>(fields: F): Values<F> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default])) as Values<F>;
}

/** The value as it stands in a link. */
export function writeField(field: Field, value: FieldValue): string {
  if (field.type === 'boolean') return value ? 'on' : 'off';
  return Array.isArray(value) ? value.join(',') : String(value);
}

export type Read = { readonly ok: true; readonly value: FieldValue } | { readonly ok: false; readonly problem: string };

/** Reads a value from its text in a link; a bad one gives the sentence that says what was expected. Never throws. */
export function readField(field: Field, source: string): Read {
  return checkField(field, fromText(field, source), source);
}

/** Checks a value of unknown origin against its field. Never throws. */
export function checkField(field: Field, value: unknown, shown: string = String(value)): Read {
  const result = field.schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const found = shown.length > 40 ? `${shown.slice(0, 40)}…` : shown;
  return { ok: false, problem: `${field.label} should be ${expectation(field)}, but "${found}" was given` };
}

/**
 * Checks settings of unknown origin, field by field. Never throws.
 * @param notices gets a sentence for each that is bad
 * @returns a default in place of all that are missing or bad
 */
export function checkFields(fields: Fields, candidate: unknown, notices: string[]): AnyValues {
  const given = asRecord(candidate);
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      if (!Object.hasOwn(given, name)) return [name, field.default];
      const read = checkField(field, given[name]);
      if (read.ok) return [name, read.value];
      notices.push(read.problem);
      return [name, field.default];
    }),
  );
}

/** A value of unknown origin as a record, an empty one where it is none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function fromText(field: Field, source: string): unknown {
  switch (field.type) {
    case 'number':
      return toNumber(source);
    case 'numbers':
      return source === '' ? [] : source.split(',', 100).map(toNumber);
    case 'boolean':
      return { on: true, off: false, true: true, false: false, 1: true, 0: false, '': true }[source];
    default:
      return source;
  }
}

/** Only plain decimal notation: `Number` alone would also read '', ' 1 ', '0x10' and 'Infinity'. Adding 0 makes −0 plain. */
function toNumber(source: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(source) ? Number(source) + 0 : NaN;
}

function expectation(field: Field): string {
  switch (field.type) {
    case 'number':
      return `${field.integer ? 'a whole number' : 'a number'} from ${field.min} to ${field.max}`;
    case 'numbers':
      return `numbers from ${field.min} to ${field.max}, separated by commas`;
    case 'boolean':
      return 'on or off';
    case 'choice':
      return `one of ${field.options.map((option) => option.value).join(', ')}`;
    case 'text':
      return 'a short text';
    case 'knob':
      return 'a setting of a trick, such as weight-decay.lambda';
  }
}
