/** What popup and panel share: both stand beside a page, ask how it is, list what is on it and take it along as a file. */
export { copyDetails } from './copy-details.ts';
export { exportPage } from './export-page.ts';
export { pageStateOf } from './state.ts';
export { type Told, toldIn, whereaboutsOn } from './told.ts';
