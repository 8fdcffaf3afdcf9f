import {html, nothing} from './lib.js';
import {count} from './format.js';
import {empty, notice, since, table} from './parts.js';
import {Answer, keepFresh} from './refresh.js';

const COLUMNS = [
  {head: 'Pass', cell: (p) => html`<span class="name">${p.name}</span>`},
  {head: 'Last run', kind: 'time', cell: (p) => since(p.lastRun)},
  {head: 'Took', kind: 'number', cell: (p) => html`${count(p.durationMillis)} ms`},
  {head: 'Handled then', kind: 'number', cell: (p) => count(p.lastCount)},
  {head: 'Handled in all', kind: 'number', cell: (p) => count(p.totalCount)},
  {head: 'Failures', kind: 'number', cell: (p) =>
    p.failures > 0 ? html`<strong class="bad">${count(p.failures)}</strong>` : count(p.failures)},
];

/** The server's daemons: when each ran last and what it did. For operators. */
export function openPasses({api, redraw}) {
  const passes = new Answer(() => api.get('passes'), redraw);
  return {
    title: 'Passes',
    draw: () => html`<h1 tabindex="-1">Passes</h1>
      <p class="lead">The server’s daemons. Each pass reads a bounded batch of work, decides, and writes.</p>
      ${passes.problem ? notice(passes.problem, passes.value !== null) : nothing} ${draw(passes)}`,
    close: keepFresh(3, () => passes.load()),
  };
}

function draw({value, problem}) {
  if (value === null) {
    return problem ? nothing : html`<p class="loading">Loading …</p>`;
  }
  return value.length === 0
    ? empty('No pass has run yet.', 'They start within seconds of the server; look at its log when none appears.')
    : table({caption: 'Passes since the server started', columns: COLUMNS, items: value, key: (p) => p.name});
}
