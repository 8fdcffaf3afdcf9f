import {html, nothing} from './lib.js';
import {bytes, count} from './format.js';
import {Listing} from './listing.js';
import {badge, empty, since, table} from './parts.js';
import {keepFresh} from './refresh.js';

const COLUMNS = [
  {head: 'Host', cell: (h) => html`<span class="name">${h.name}</span> <small>#${h.id}</small>`},
  {head: 'Owner', cell: (h) => h.owner},
  {head: 'System', cell: (h) => html`${h.os} <small>${h.architecture}</small>`},
  {head: 'Processors', kind: 'number', cell: (h) => html`<span title=${h.processor ?? ''}>${h.processors}</span>`},
  {head: 'Memory', kind: 'number', cell: (h) => bytes(h.memoryBytes)},
  {head: 'Sandboxes', cell: sandboxes},
  {head: 'Last contact', kind: 'time', cell: (h) => since(h.lastContact)},
  {head: 'In progress', kind: 'number', cell: (h) => count(h.inProgress)},
  {head: 'Valid', kind: 'number', cell: (h) => count(h.valid)},
  {head: 'Invalid', kind: 'number', cell: (h) => worrying(h.invalid)},
  {head: 'Errors', kind: 'number', cell: (h) => worrying(h.errors)},
  {head: 'Credit', kind: 'number', cell: (h) => count(Math.round(h.credit ?? 0))},
];

const NONE = empty(
  'No hosts yet.',
  html`Make an enrolment token for a desktop’s owner and start the agent there with it:
    <code>idlewild agent --help</code> says how.`,
);

function sandboxes(host) {
  const names = (host.sandboxes ?? []).join(', ');
  return html`${names || 'none'} ${host.unsandboxed ? badge('Unsandboxed', 'warning') : nothing}`;
}

const worrying = (number) => (number > 0 ? html`<strong class="bad">${count(number)}</strong>` : count(number));

/** The hosts that the user may see. */
export function openHosts({api, redraw}) {
  const listing = new Listing(api, 'hosts', {limit: 100}, redraw);
  const close = keepFresh(5, () => listing.load());
  const rows = (items) => table({caption: 'Hosts and what they did', columns: COLUMNS, items});
  return {
    title: 'Hosts',
    draw: () => html`<h1 tabindex="-1">Hosts</h1> ${listing.draw(rows, NONE)}`,
    close,
  };
}
