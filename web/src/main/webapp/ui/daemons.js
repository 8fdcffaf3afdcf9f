import {html, nothing} from './lib.js';
import {clock, count, seconds, words} from './format.js';
import {badge, facts, notice, since, table} from './parts.js';
import {Answer, keepFresh} from './refresh.js';

const ENDINGS = {
  DONE: (rows) => `ran and handled ${count(rows)}.`,
  FAILED: () => 'failed; the server’s log says why.',
  RUNNING: () => 'still runs; this page shows when it is done.',
};

/** The server's daemons: what each did, what waits for it, and its switch. For operators. */
export function openDaemons(context) {
  const view = new DaemonsView(context);
  view.close = keepFresh(3, () => view.load());
  return view;
}

class DaemonsView {
  title = 'Daemons';
  #context;
  #answer;
  #busy = null;
  #problem = null;
  #columns;

  constructor(context) {
    this.#context = context;
    this.#answer = new Answer(() => context.api.get('daemons'), context.redraw);
    this.#columns = [
      {head: 'Daemon', cell: (d) => html`<span class="name">${words(d.name)}</span>`},
      {head: 'State', kind: 'state', cell: state},
      {head: 'Last run', kind: 'time', cell: (d) => since(d.lastRun)},
      {head: 'Took', kind: 'number', cell: (d) => html`${count(d.durationMillis)} ms`},
      {head: 'Handled then', kind: 'number', cell: (d) =>
        d.lastFailed ? html`<strong class="bad">failed</strong>` : count(d.lastCount)},
      {head: 'Handled in all', kind: 'number', cell: (d) => count(d.totalCount)},
      {head: 'Runs', kind: 'number', cell: (d) => count(d.runs)},
      {head: 'Failures', kind: 'number', cell: (d) =>
        d.failures > 0 ? html`<strong class="bad">${count(d.failures)}</strong>` : count(d.failures)},
      {head: 'Next run', kind: 'time', cell: (d) => (d.nextRun ? inSeconds(d.nextRun) : '–')},
      {head: 'Do', cell: (d) => this.#drawActions(d)},
    ];
  }

  load() {
    return this.#answer.load();
  }

  draw() {
    const problem = this.#problem ?? this.#answer.problem;
    return html`<h1 tabindex="-1">Daemons</h1>
      <p class="lead">Each takes a bounded batch of work, decides, and writes. They run when there is something to do,
        and by the clock. A pause holds for all nodes, over restarts too.</p>
      ${problem ? notice(problem, this.#answer.value !== null && this.#problem === null) : nothing}
      ${this.#drawValue(this.#answer)}`;
  }

  #drawValue({value, problem}) {
    if (value === null) {
      return problem ? nothing : html`<p class="loading">Loading …</p>`;
    }
    return html`${table({
        caption: `Daemons since the node ${value.node} started`,
        columns: this.#columns,
        items: value.daemons,
        key: (d) => d.name,
      })}
      <section aria-labelledby="backlog"><h2 id="backlog">What waits</h2>${facts(backlog(value.backlog))}</section>
      <p class="hint">What the daemons did is what they did on the node <strong>${value.node}</strong>.
        ${value.nodes.length > 1 ? html`Nodes that are alive: ${value.nodes.map((n) => n.name).join(', ')}.` : nothing}</p>`;
  }

  #drawActions(daemon) {
    const button = (action, label) => html`<button type="button" ?disabled=${this.#busy !== null}
      aria-label="${label}: ${words(daemon.name)}" @click=${() => this.#act(daemon, action)}>${label}</button>`;
    return html`<span class="buttons">
      ${daemon.paused ? button('resume', 'Resume') : button('pause', 'Pause')} ${button('run', 'Run once')}</span>`;
  }

  async #act(daemon, action) {
    this.#set(daemon.name, null);
    let problem = null;
    try {
      const done = await this.#context.api.post(`daemons/${daemon.name}/${action}`);
      this.#context.announce(`${words(daemon.name)} ${news(action, done)}`);
      await this.load();
    } catch (refusal) {
      problem = refusal;
    }
    this.#set(null, problem);
  }

  #set(busy, problem) {
    this.#busy = busy;
    this.#problem = problem;
    this.#context.redraw();
  }
}

const news = (action, done) =>
  action === 'run' ? ENDINGS[done.ending](done.rows) : action === 'pause' ? 'is paused.' : 'goes on.';

function state(daemon) {
  const by = daemon.changed ? `by ${daemon.changedBy}, ${clock(daemon.changed)}` : '';
  return daemon.paused
    ? html`${badge('Paused', 'warning')} <small class="under">${by}</small>`
    : badge('On', 'success');
}

const inSeconds = (iso) => html`<time datetime=${iso}>in ${seconds(Math.max(0, (Date.parse(iso) - Date.now()) / 1000))}</time>`;

function backlog(b) {
  const capped = (number) => (number >= b.cap ? `${count(b.cap)}+` : count(number));
  return [
    ['Workunits due', capped(b.toTransition)],
    ['The longest due since', seconds(b.transitionerLagSeconds)],
    ['Results ready to send', capped(b.unsent)],
    ['Results on hosts', capped(b.inProgress)],
    ['Workunits to validate', capped(b.toValidate)],
    ['Workunits to assimilate', capped(b.toAssimilate)],
    ['Results whose outputs can go', capped(b.outputsToDelete)],
    ['Hosts', capped(b.hosts)],
  ];
}
