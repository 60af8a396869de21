export type Span = { readonly start: number; readonly end: number };

/** A sentence of a page: where it stands in the page's text, its words, and the block (paragraph, heading) it is in. */
export type Sentence = Span & { readonly text: string; readonly block: number };
