/** A document: what it says, and marks on it. Every listener ends with the `AbortSignal` it was given. */
export { looksLikeArticle } from './article.ts';
export { type PageReading, type ReadOptions, readPageText } from './page-text.ts';
