import {html, nothing} from './lib.js';
import {notice} from './parts.js';

/** One page of a list at a time, with the way back to the pages before it. */
export class Listing {
  items = null;
  problem = null;
  #api;
  #path;
  #query;
  #changed;
  #before = [];
  #cursor = null;
  #next = null;
  #turn = 0;

  constructor(api, path, query, changed) {
    this.#api = api;
    this.#path = path;
    this.#query = query;
    this.#changed = changed;
  }

  /** Asks for the page again. An answer that a later question overtook is dropped. */
  async load() {
    const turn = ++this.#turn;
    try {
      const page = await this.#api.get(this.#path, {...this.#query, cursor: this.#cursor});
      if (turn !== this.#turn) {
        return;
      }
      this.items = page.items;
      this.#next = page.next;
      this.problem = null;
    } catch (error) {
      if (turn !== this.#turn) {
        return;
      }
      this.problem = error;
    }
    this.#changed();
  }

  /** Starts again at the first page with other query entries. */
  narrow(query) {
    this.#query = {...this.#query, ...query};
    this.#before = [];
    this.#go(null);
  }

  #forward = () => {
    this.#before.push(this.#cursor);
    this.#go(this.#next);
  };

  #back = () => this.#go(this.#before.pop());

  #go(cursor) {
    this.#cursor = cursor;
    this.#next = null;
    this.items = null;
    this.#changed();
    this.load();
  }

  /** The page: what went wrong, or that it loads, or `empty`, or `table(items)`, and the way to other pages. */
  draw(table, empty) {
    return html`${this.problem ? notice(this.problem, this.items !== null) : nothing}
      ${this.#body(table, empty)} ${this.#pager()}`;
  }

  #body(table, empty) {
    if (this.items === null) {
      return this.problem ? nothing : html`<p class="loading">Loading …</p>`;
    }
    return this.items.length === 0 && this.#before.length === 0 ? empty : table(this.items);
  }

  #pager() {
    if (this.#before.length === 0 && !this.#next) {
      return nothing;
    }
    return html`<nav class="pager" aria-label="Pages of the list">
      <button type="button" ?disabled=${this.#before.length === 0} @click=${this.#back}>Previous page</button>
      <span>Page ${this.#before.length + 1}</span>
      <button type="button" ?disabled=${!this.#next} @click=${this.#forward}>Next page</button>
    </nav>`;
  }
}
