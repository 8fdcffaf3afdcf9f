import {html, nothing} from './lib.js';
import {bytes, count} from './format.js';
import {Listing} from './listing.js';
import {badge, empty, notice, since, table} from './parts.js';
import {keepFresh} from './refresh.js';

const COLUMNS = [
  {head: 'Host', cell: (h) => html`<span class="name">${h.name}</span> <small>#${h.id}</small>
    ${h.paused ? badge('Paused', 'warning') : nothing} ${h.beta ? badge('Beta') : nothing}`},
  {head: 'Owner', cell: (h) => h.owner},
  {head: 'System', cell: (h) => html`${h.os} <small>${h.architecture}</small>`},
  {head: 'Processors', kind: 'number', cell: (h) => html`<span title=${about(h)}>${h.processors}</span>`},
  {head: 'Speed', kind: 'number', cell: (h) => (h.flopsPerProcessor > 0 ? `${(h.flopsPerProcessor / 1e9).toFixed(1)} GFLOPS` : '')},
  {head: 'On', kind: 'number', cell: (h) => `${Math.round(100 * h.onFraction)} %`},
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

const about = (host) => [host.processor, ...(host.features ?? [])].filter(Boolean).join(' ');

function sandboxes(host) {
  const names = (host.sandboxes ?? []).join(', ');
  return html`${names || 'none'} ${host.unsandboxed ? badge('Unsandboxed', 'warning') : nothing}`;
}

function buttons(host, act) {
  const button = (verb, label, hint) => html`<button type="button" title=${hint}
    @click=${() => act(host, verb)}>${label}</button>`;
  return html`${host.paused
      ? button('resume', 'Resume', 'It gets work again and goes on with what it has.')
      : button('pause', 'Pause', 'It gets no work and suspends what it has.')}
    ${host.inProgress > 0 ? button('abort', 'Give up tasks', 'Others get what it has.') : nothing}`;
}

const worrying = (number) => (number > 0 ? html`<strong class="bad">${count(number)}</strong>` : count(number));

/** The hosts that the user may see. */
export function openHosts({api, redraw}) {
  const listing = new Listing(api, 'hosts', {limit: 100}, redraw);
  const close = keepFresh(5, () => listing.load());
  let problem = null;
  const act = async (host, verb) => {
    try {
      await api.post(`hosts/${host.id}/${verb}`);
      problem = null;
    } catch (refused) {
      problem = refused;
    }
    await listing.load();
  };
  const columns = [...COLUMNS, {head: 'Control', cell: (h) => buttons(h, act)}];
  const rows = (items) => table({caption: 'Hosts and what they did', columns, items});
  return {
    title: 'Hosts',
    draw: () => html`<h1 tabindex="-1">Hosts</h1> ${problem ? notice(problem) : nothing}
      ${listing.draw(rows, NONE)}`,
    close,
  };
}
