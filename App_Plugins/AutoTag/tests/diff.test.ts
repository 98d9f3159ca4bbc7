import { describe, expect, it } from 'vitest';
import { listDifference, textDifference, type Piece } from '../src/item/diff.js';

const told = (pieces: readonly Piece[]) => pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');

const texts = (before: string, after: string) => {
  const difference = textDifference(before, after);
  return [told(difference.before), told(difference.after)];
};

describe('What changed', () => {
  it('in a text is told word by word', () => {
    expect(texts('Two dogs at a window', 'Two old dogs at the window')).toEqual(['Two dogs at [a ]window', 'Two [old ]dogs at [the ]window']);
  });

  it('is all of it where there was nothing, or nothing is left', () => {
    expect(texts('', 'Two dogs')).toEqual(['[]', '[Two dogs]']);
    expect(texts('Two dogs', '')).toEqual(['[Two dogs]', '[]']);
  });

  it('is nothing where both are alike', () => {
    expect(texts('Two dogs', 'Two dogs')).toEqual(['Two dogs', 'Two dogs']);
  });

  it('in a very long text is told as a whole', () => {
    const long = 'word '.repeat(500);
    expect(textDifference(long, `${long}more`).after).toEqual([{ text: `${long}more`, changed: true }]);
  });

  it('in keywords is told keyword by keyword', () => {
    const { before, after } = listDifference(['dog', 'sofa'], ['dog', 'window']);
    expect([before, after].map((side) => side.filter(({ changed }) => changed).map(({ text }) => text))).toEqual([['sofa'], ['window']]);
  });
});
