/** A page or another thing that uses an image. */
export interface Use {
  readonly name: string;
  /** Where it is opened; null for what has no place of its own. */
  readonly href: string | null;
}

/** Where an image is used: the first of them, and how many there are. */
export interface Uses {
  readonly total: number;
  readonly first: readonly Use[];
}

interface Reference {
  readonly entityType?: string;
  readonly unique?: string | null;
  readonly name?: string | null;
  readonly variants?: ReadonlyArray<{ readonly name: string }>;
}

const workspaces: Readonly<Record<string, string>> = {
  document: 'section/content/workspace/document/edit',
  media: 'section/media/workspace/media/edit',
};

/** What Umbraco says of references, in the form that screens show. */
export const usesOf = ({ total, items }: { readonly total: number; readonly items: readonly Reference[] }): Uses => ({
  total,
  first: items.map(({ entityType, unique, name, variants }) => {
    const place = workspaces[entityType ?? ''];
    return { name: name ?? variants?.find((variant) => variant.name !== '')?.name ?? unique ?? '', href: place && unique ? `${place}/${unique}` : null };
  }),
});
