/** Apart, because it brings the whole engine: it is loaded when a reader first asks how passages word their claims. */
export { wordingOf } from '../../lib/checker/index.ts';
