import type { PlainTextKey } from '../shared/say.js';

/** What a key does. */
export type Command = 'Accept' | 'Reject' | 'Edit' | 'Decorative' | 'Next' | 'Previous' | 'Select' | 'AcceptAll' | 'RejectAll' | 'Undo' | 'Help' | 'Close';

/** Every key with what it does, in the order in which they are explained. */
export const keys: ReadonlyArray<{ readonly command: Command; readonly keys: readonly string[]; readonly text: PlainTextKey }> = [
  { command: 'Accept', keys: ['a'], text: 'reviewKeyAccept' },
  { command: 'Reject', keys: ['r'], text: 'reviewKeyReject' },
  { command: 'Edit', keys: ['e'], text: 'reviewKeyEdit' },
  { command: 'Decorative', keys: ['d'], text: 'reviewKeyDecorative' },
  { command: 'Next', keys: ['s', 'ArrowRight'], text: 'reviewKeySkip' },
  { command: 'Previous', keys: ['p', 'ArrowLeft'], text: 'reviewKeyPrevious' },
  { command: 'Select', keys: ['x'], text: 'reviewKeySelect' },
  { command: 'AcceptAll', keys: ['A'], text: 'reviewKeyAcceptAll' },
  { command: 'RejectAll', keys: ['R'], text: 'reviewKeyRejectAll' },
  { command: 'Undo', keys: ['u'], text: 'reviewKeyUndo' },
  { command: 'Help', keys: ['?'], text: 'reviewKeyHelp' },
  { command: 'Close', keys: ['Escape'], text: 'reviewKeyClose' },
];

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key press asks for; null where it is the browser's, or nobody's. */
export function commandOf({ key, ctrlKey, metaKey, altKey }: Pressed): Command | null {
  if (ctrlKey || metaKey || altKey) return null;
  return keys.find((binding) => binding.keys.includes(key))?.command ?? null;
}

/** A key as it is printed on a keyboard. */
export function keyName(key: string): string {
  const arrows: Readonly<Record<string, string>> = { ArrowRight: '→', ArrowLeft: '←', Escape: 'Esc' };
  return arrows[key] ?? (/^[A-Z]$/.test(key) ? `⇧ ${key}` : key.toUpperCase());
}
