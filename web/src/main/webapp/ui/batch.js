import {html, nothing} from './lib.js';
import {title} from './batches.js';
import {follow} from './events.js';
import {bytes} from './format.js';
import {badge, facts, moment, notice} from './parts.js';
import {bar, inWords, legend} from './progress.js';
import {keepFresh} from './refresh.js';
import {Results} from './results-of-batch.js';
import {save} from './save.js';

/** One batch, live: its counts move as the server tells of each change. */
export function openBatch(context, id) {
  const view = new BatchView(context, id);
  view.start();
  return view;
}

class BatchView {
  title = 'Batch';
  #context;
  #id;
  #path;
  #batch = null;
  #problem = null;
  #line = 'waiting';
  #busy = '';
  #results;
  #closers = [];

  constructor(context, id) {
    this.#context = context;
    this.#id = id;
    this.#path = `batches/${id}`;
    this.#results = new Results(context, this.#path);
  }

  async start() {
    await this.#load();
    if (this.#batch && this.#closers !== null) {
      this.#watch();
    }
  }

  close() {
    this.#closers?.forEach((close) => close());
    this.#closers = null;
  }

  #watch() {
    this.#closers.push(keepFresh(4, () => Promise.all([this.#results.load(), this.#settle()])));
    if (this.#running()) {
      this.#closers.push(follow({
        api: this.#context.api,
        path: `${this.#path}/events`,
        take: (news) => this.#take(news),
        state: (line) => this.#set(() => (this.#line = line)),
        failed: (problem) => this.#set(() => (this.#problem = problem)),
      }));
    }
  }

  #running = () => this.#batch?.state === 'RUNNING';

  #take({state, progress, output, paused}) {
    const ended = this.#running() && state !== 'RUNNING';
    this.#set(() => (this.#batch = {...this.#batch, state, progress, output, paused}));
    if (ended) {
      this.#context.announce(`${title(this.#batch)}: ${state === 'COMPLETE' ? 'complete' : 'cancelled'}.`);
      this.#load();
    }
    return state !== 'RUNNING';
  }

  /** A cancelled batch no longer tells of its workunits, though some are still being handed over. */
  async #settle() {
    const {total, done, failed, cancelled} = this.#batch.progress;
    if (!this.#running() && done + failed + cancelled < total) {
      await this.#load();
    }
  }

  async #load() {
    await this.#doing('', async () => {
      this.#batch = await this.#context.api.get(this.#path);
      this.title = title(this.#batch);
    });
  }

  #cancel = () => this.#doing('Cancelling …', async () => {
    this.#batch = await this.#context.api.post(`${this.#path}/cancel`);
  });

  #rest = (verb) => this.#doing(verb === 'pause' ? 'Pausing …' : 'Resuming …', async () => {
    this.#batch = await this.#context.api.post(`${this.#path}/${verb}`);
  });

  #download = () => this.#doing('Downloading …', async () => {
    save(await this.#context.api.blob(`${this.#path}/output`), `batch-${this.#id}.out`);
  });

  async #doing(what, act) {
    this.#set(() => {
      this.#busy = what;
      this.#problem = null;
    });
    try {
      await act();
    } catch (problem) {
      this.#problem = problem;
    }
    this.#set(() => (this.#busy = ''));
  }

  #set(change) {
    change();
    this.#context.redraw();
  }

  draw() {
    return html`<p class="back"><a href="#/batches">All batches</a></p>
      ${this.#problem ? notice(this.#problem) : nothing}
      ${this.#batch ? this.#drawBatch(this.#batch) : this.#drawNone()}`;
  }

  #drawNone() {
    return html`<h1 tabindex="-1">Batch ${this.#id}</h1>
      ${this.#problem ? nothing : html`<p class="loading">Loading …</p>`}`;
  }

  #drawBatch(batch) {
    return html`<div class="heading">
        <h1 tabindex="-1">${title(batch)}</h1>
        ${badge(batch.state)} ${batch.paused ? badge('Paused', 'warning') : nothing} ${this.#drawLine()}
        <div class="actions">${this.#drawActions(batch)}</div>
      </div>
      <section aria-label="Progress">
        ${bar(batch.progress, title(batch))}
        <p class="sentence">${inWords(batch.progress)}</p>
        ${legend(batch.progress)}
      </section>
      ${facts(factsOf(batch))} ${this.#results.draw()} ${this.#drawDialog(batch)}`;
  }

  #drawLine() {
    if (!this.#running()) {
      return nothing;
    }
    return this.#line === 'live'
      ? html`<span class="line live">Live</span>`
      : html`<span class="line">Connecting …</span>`;
  }

  #drawActions(batch) {
    const busy = this.#busy !== '';
    return html`${busy ? html`<span class="busy" role="status">${this.#busy}</span>` : nothing}
      ${batch.output
        ? html`<button type="button" class="primary" ?disabled=${busy} @click=${this.#download}>Download output</button>`
        : nothing}
      ${this.#running()
        ? html`<button type="button" ?disabled=${busy}
            @click=${() => this.#rest(batch.paused ? 'resume' : 'pause')}>${batch.paused ? 'Resume batch' : 'Pause batch'}</button>`
        : nothing}
      ${this.#running()
        ? html`<button type="button" class="danger" ?disabled=${busy} @click=${ask}>Cancel batch …</button>`
        : nothing}`;
  }

  #drawDialog(batch) {
    const answered = ({target}) => {
      if (target.returnValue === 'cancel-batch') {
        this.#cancel();
      }
      target.returnValue = '';
    };
    return html`<dialog id="cancel" aria-labelledby="cancel-title" @close=${answered}>
      <form method="dialog">
        <h2 id="cancel-title">Cancel this batch?</h2>
        <p>“${title(batch)}” stops for good: unsent work is withdrawn and hosts are told to drop what they run.
          What is done already stays.</p>
        <div class="actions">
          <button type="submit" value="">Keep it running</button>
          <button type="submit" class="danger" value="cancel-batch">Cancel the batch</button>
        </div>
      </form>
    </dialog>`;
  }
}

const ask = () => document.getElementById('cancel').showModal();

function factsOf(batch) {
  return [
    ['App', html`${batch.app} <small>v${batch.appVersion}</small>`],
    ['Owner', batch.owner],
    ['Number', `#${batch.id}`],
    ['Quorum', batch.quorum],
    ['Created', moment(batch.created)],
    ['Ended', moment(batch.ended)],
    ['Output', batch.output ? bytes(batch.output.bytes) : 'not yet'],
    ...(batch.output ? [['Output’s SHA-256', html`<code>${batch.output.sha256}</code>`]] : []),
  ];
}
