/** A piece of a value, and whether the other value has it, too. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** Both values in pieces: what only one of them has is marked. */
export interface Difference {
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
}

// Longer texts are told apart as a whole: nobody reads hundreds of small changes.
const mostWords = 400;

const whole = (words: readonly string[]): Piece[] => (words.length === 0 ? [] : [{ text: words.join(''), changed: true }]);

/** How many words both have in common from each place on. */
function lengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      (table[row] as number[])[column] = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return table;
}

const joined = (pieces: readonly Piece[]): Piece[] =>
  pieces.reduce<Piece[]>((sum, piece) => {
    const last = sum.at(-1);
    return last?.changed === piece.changed ? [...sum.slice(0, -1), { ...last, text: last.text + piece.text }] : [...sum, piece];
  }, []);

/** Two texts, word by word. */
export function textDifference(beforeText: string, afterText: string): Difference {
  const before = beforeText.split(/(?<=\s)/);
  const after = afterText.split(/(?<=\s)/);
  if (before.length > mostWords || after.length > mostWords) return { before: whole(before), after: whole(after) };
  const common = lengths(before, after);
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  const [left, right]: [Piece[], Piece[]] = [[], []];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, now] = [before[row], after[column]];
    if (old !== undefined && now !== undefined && old === now) {
      left.push({ text: old, changed: false });
      right.push({ text: now, changed: false });
      [row, column] = [row + 1, column + 1];
    } else if (now === undefined || (old !== undefined && at(row + 1, column) >= at(row, column + 1))) {
      left.push({ text: old ?? '', changed: true });
      row++;
    } else {
      right.push({ text: now, changed: true });
      column++;
    }
  }
  return { before: joined(left), after: joined(right) };
}

/** Two lists of keywords. */
export const listDifference = (before: readonly string[], after: readonly string[]): Difference => ({
  before: before.map((text) => ({ text, changed: !after.includes(text) })),
  after: after.map((text) => ({ text, changed: !before.includes(text) })),
});
