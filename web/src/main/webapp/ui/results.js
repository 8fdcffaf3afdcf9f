import {html, nothing} from './lib.js';
import {count, words} from './format.js';
import {notice} from './parts.js';
import {Answer, keepFresh} from './refresh.js';

// A sentence for each state, in the order in which a result meets them.
const SERVER_STATES = {
  INACTIVE: 'Not yet to be sent.',
  UNSENT: 'Waits for a host.',
  IN_PROGRESS: 'A host has it.',
  OVER: 'Ended, one way or the other.',
};
const OUTCOMES = {
  INIT: 'Not ended yet.',
  SUCCESS: 'The program ended well and its outputs are here.',
  COULDNT_SEND: 'No host could take it.',
  CLIENT_ERROR: 'The program failed on the host.',
  NO_REPLY: 'The host let the deadline pass.',
  DIDNT_NEED: 'Others had answered already.',
  VALIDATE_ERROR: 'Its outputs could not be read.',
  CLIENT_DETACHED: 'The host left.',
};
const VALIDATE_STATES = {
  INIT: 'Not looked at yet.',
  VALID: 'Agrees with the canonical result.',
  INVALID: 'Disagrees with the canonical result.',
  NO_CHECK: 'Its workunit failed first.',
  INCONCLUSIVE: 'No quorum agrees yet.',
  TOO_LATE: 'Came after the files it is compared with were gone.',
};

const TABLES = [
  ['Server state', 'byServerState', SERVER_STATES],
  ['Outcome', 'byOutcome', OUTCOMES],
  ['Validation', 'byValidateState', VALIDATE_STATES],
];

/** How many results are in each state, counted three ways. */
export function openResults({api, redraw}) {
  const counts = new Answer(() => api.get('results/counts'), redraw);
  return {
    title: 'Results',
    draw: () => html`<h1 tabindex="-1">Results</h1>
      ${counts.problem ? notice(counts.problem, counts.value !== null) : nothing}
      ${counts.value ? drawAll(counts.value) : counts.problem ? nothing : html`<p class="loading">Loading …</p>`}`,
    close: keepFresh(4, () => counts.load()),
  };
}

function drawAll(value) {
  return html`<div class="columns">${TABLES.map(([caption, name, states]) => drawOne(caption, states, value[name]))}</div>`;
}

function drawOne(caption, states, counted) {
  const names = [...new Set([...Object.keys(states), ...Object.keys(counted)])];
  const total = names.reduce((sum, name) => sum + (counted[name] ?? 0), 0);
  return html`<table class="tally">
    <caption>${caption}</caption>
    <thead><tr><th scope="col">State</th><th scope="col" class="number">Results</th></tr></thead>
    <tbody>${names.map((name) => drawRow(name, states[name], counted[name] ?? 0))}</tbody>
    <tfoot><tr><th scope="row">Total</th><td class="number" data-total>${count(total)}</td></tr></tfoot>
  </table>`;
}

const drawRow = (name, sentence, number) => html`<tr class=${number === 0 ? 'zero' : ''}>
  <th scope="row">${words(name)} <small>${sentence ?? ''}</small></th>
  <td class="number" data-state=${name}>${count(number)}</td>
</tr>`;
