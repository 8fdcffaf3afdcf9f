import {html, nothing} from './lib.js';
import {seconds, words} from './format.js';
import {Listing} from './listing.js';
import {badge, empty, since, table} from './parts.js';

const STATES = ['', 'UNSENT', 'IN_PROGRESS', 'OVER', 'INACTIVE'];

const COLUMNS = [
  {head: 'Result', cell: (r) => html`<span class="id">${r.id}</span>`},
  {head: 'Workunit', kind: 'number', cell: (r) => r.workunit},
  {head: 'State', kind: 'state', cell: (r) => html`${badge(stateOf(r), kindOf(r))} ${verdict(r)}`},
  {head: 'Host', kind: 'long', cell: (r) => r.hostName ?? '–'},
  {head: 'Sandbox', cell: (r) => r.sandbox ?? '–'},
  {head: 'Processor', kind: 'number', cell: (r) => seconds(r.cpuSeconds)},
  {head: 'Elapsed', kind: 'number', cell: (r) => seconds(r.elapsedSeconds)},
  {head: 'Sent', kind: 'time', cell: (r) => (r.sent ? since(r.sent) : '–')},
  {head: 'Received', kind: 'time', cell: (r) => (r.received ? since(r.received) : '–')},
  {head: 'Message', kind: 'text', cell: messageOf},
];

const NONE = empty(
  'No results here.',
  'Results are made from workunits within seconds; when a state is chosen above, none is in it now.',
);

/** The results of one batch, a page at a time, of one state or of all. */
export class Results {
  #listing;

  constructor({api, redraw}, batchPath) {
    this.#listing = new Listing(api, `${batchPath}/results`, {limit: 50}, redraw);
  }

  load() {
    return this.#listing.load();
  }

  draw() {
    const choose = ({target}) => this.#listing.narrow({state: target.value});
    const rows = (items) => table({caption: 'Results of this batch', columns: COLUMNS, items});
    return html`<section aria-labelledby="results-title">
      <div class="heading">
        <h2 id="results-title">Results</h2>
        <label class="filter">State
          <select @change=${choose}>
            ${STATES.map((s) => html`<option value=${s}>${s ? words(s) : 'All'}</option>`)}
          </select>
        </label>
      </div>
      ${this.#listing.draw(rows, NONE)}
    </section>`;
  }
}

const stateOf = (r) => (r.serverState === 'OVER' ? r.outcome : r.serverState);

function kindOf(r) {
  if (r.serverState !== 'OVER') {
    return r.serverState;
  }
  if (r.outcome === 'SUCCESS') {
    return r.validateState === 'INVALID' ? 'invalid' : 'success';
  }
  return r.outcome === 'DIDNT_NEED' ? 'unneeded' : 'failed';
}

const verdict = (r) =>
  r.validateState && r.validateState !== 'INIT' ? html`<small>${words(r.validateState)}</small>` : nothing;

function messageOf(r) {
  const status = r.exitStatus ? `Exit status ${r.exitStatus}. ` : '';
  return status + (r.message ?? '') || '–';
}
