import {html} from './lib.js';
import {Listing} from './listing.js';
import {badge, empty, moment, table} from './parts.js';
import {bar, inWords} from './progress.js';
import {keepFresh} from './refresh.js';

const COLUMNS = [
  {head: 'Batch', cell: (b) => html`<a href="#/batches/${b.id}">${title(b)}</a> <small>#${b.id}</small>`},
  {head: 'App', cell: (b) => html`${b.app} <small>v${b.appVersion}</small>`},
  {head: 'Owner', cell: (b) => b.owner},
  {head: 'State', kind: 'state', cell: (b) => badge(b.state)},
  {head: 'Created', kind: 'time', cell: (b) => moment(b.created)},
  {head: 'Progress', kind: 'wide', cell: (b) => html`${bar(b.progress, title(b))}
    <small class="under">${inWords(b.progress)}</small>`},
];

const NONE = empty(
  'No batches yet.',
  html`Register an app and submit work from a terminal: <code>idlewild submit --help</code> says how.
    A batch shows up here by itself.`,
);

/** What a batch is called; its name is optional. */
export const title = (batch) => batch.name || `Batch ${batch.id}`;

/** All batches that the user may see, with their progress. */
export function openBatches({api, redraw}) {
  const listing = new Listing(api, 'batches', {limit: 50}, redraw);
  const close = keepFresh(3, () => listing.load());
  const rows = (items) => table({caption: 'Batches and their progress', columns: COLUMNS, items});
  return {
    title: 'Batches',
    draw: () => html`<h1 tabindex="-1">Batches</h1> ${listing.draw(rows, NONE)}`,
    close,
  };
}
