// The small parts that every view is made of.

import {html, nothing, repeat} from './lib.js';
import {ago, clock, words} from './format.js';

/** What went wrong, as a sentence; `stale` says that older facts are still shown. */
export function notice(problem, stale = false) {
  return html`<p class="notice" role="alert">
    ${problem.message}${stale ? ' What you see may be out of date; the console keeps trying.' : nothing}
  </p>`;
}

/** A list with nothing in it: what that means, and what to do next. */
export function empty(headline, next) {
  return html`<div class="empty"><p><strong>${headline}</strong></p><p>${next}</p></div>`;
}

/**
 * A table that becomes a list of cards on a small screen. Roles are written out because a table that is not
 * laid out as one loses them. A column is {head, cell(item), kind}; the first one names the row.
 */
export function table({caption, columns, items, key = (item) => item.id}) {
  const [first, ...rest] = columns;
  return html`<div class="scroller">
    <table role="table">
      <caption>${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((c) => html`<th role="columnheader" scope="col" class=${c.kind ?? ''}>${c.head}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(items, key, (item) => html`<tr role="row">
          <th role="rowheader" scope="row" data-label=${first.head}>${first.cell(item)}</th>
          ${rest.map((c) => html`<td role="cell" class=${c.kind ?? ''} data-label=${c.head}>
            <span>${c.cell(item)}</span></td>`)}
        </tr>`)}
      </tbody>
    </table>
  </div>`;
}

/** A state in a word, marked by a shape and a colour. */
export const badge = (state, kind = state) =>
  html`<span class="badge ${String(kind).toLowerCase().replaceAll('_', '-')}">${words(state)}</span>`;

/** A time of the day, the exact one to be had by pointing at it. */
export const moment = (iso) => (iso ? html`<time datetime=${iso} title=${iso}>${clock(iso)}</time>` : '–');

/** A time as its distance from now. */
export const since = (iso) => (iso ? html`<time datetime=${iso} title=${clock(iso)}>${ago(iso)}</time>` : 'never');

/** Facts as name and value. */
export const facts = (pairs) => html`<dl class="facts">
  ${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>`;
