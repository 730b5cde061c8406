import { describe, expect, it } from 'vitest';
import { beginStroke, BLANK, extendStroke, pressKey, type Drawing } from '../../../../src/ui/panels/draw/pen';

const press = (drawing: Drawing, ...keys: string[]): Drawing => keys.reduce((before, key) => pressKey(before, key) ?? before, drawing);

describe('the pen', () => {
  it('draws from place to place and leaves out what cannot be seen', () => {
    const drawn = [
      { x: 0.2, y: 0.2 },
      { x: 0.2, y: 0.201 },
      { x: 0.4, y: 0.3 },
    ].reduce(extendStroke, beginStroke(BLANK, { x: 0.1, y: 0.1 }));
    expect(drawn.strokes).toEqual([
      [
        { x: 0.1, y: 0.1 },
        { x: 0.2, y: 0.2 },
        { x: 0.4, y: 0.3 },
      ],
    ]);
  });

  it('stays on the pad', () => {
    expect(beginStroke(BLANK, { x: -3, y: 7 }).strokes).toEqual([[{ x: 0, y: 1 }]]);
  });

  it('moves by the arrow keys without ink, and with ink once lowered', () => {
    expect(press(BLANK, 'ArrowRight', 'ArrowDown').strokes).toEqual([]);
    const drawn = press(BLANK, 'Enter', 'ArrowDown', 'ArrowDown', 'Enter', 'ArrowRight', 'Enter', 'ArrowDown');
    expect(drawn.strokes.map((stroke) => stroke.length)).toEqual([3, 2]);
    expect(drawn.penDown).toBe(true);
    expect(press(drawn, 'Escape').penDown).toBe(false);
  });

  it('wipes the pad with Delete and leaves other keys alone', () => {
    expect(press(BLANK, 'Enter', 'ArrowDown', 'Delete').strokes).toEqual([]);
    expect(pressKey(BLANK, ' ')).toBeUndefined();
    expect(pressKey(BLANK, 'Escape')).toBeUndefined();
  });
});
