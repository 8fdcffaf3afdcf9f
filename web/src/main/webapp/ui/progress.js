// A batch's progress: eight counts that always sum to the total, drawn in the order in which a workunit lives.

import {html, svg} from './lib.js';
import {count} from './format.js';

const STATES = [
  ['done', 'Done', 'done'],
  ['assimilating', 'Assimilating', 'being assimilated'],
  ['validating', 'Validating', 'being validated'],
  ['inProgress', 'In progress', 'in progress'],
  ['unsent', 'Unsent', 'unsent'],
  ['held', 'Held', 'held'],
  ['failed', 'Failed', 'failed'],
  ['cancelled', 'Cancelled', 'cancelled'],
];

/** One sentence, such as: 30 of 50 done, 20 in progress. */
export function inWords(progress) {
  const others = STATES.slice(1).filter(([name]) => progress[name] > 0);
  return [`${count(progress.done)} of ${count(progress.total)} done`]
    .concat(others.map(([name, , phrase]) => `${count(progress[name])} ${phrase}`))
    .join(', ');
}

/** A bar with one segment a state. Widths are attributes of a drawing, so that no inline style is needed. */
export function bar(progress, name) {
  const over = progress.done + progress.failed + progress.cancelled;
  return html`<div class="bar" role="progressbar" aria-label=${`Progress of ${name}`} aria-valuemin="0"
      aria-valuemax=${progress.total} aria-valuenow=${over} aria-valuetext=${inWords(progress)}>
    <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${segments(progress)}</svg>
  </div>`;
}

function segments(progress) {
  let from = 0;
  return STATES.map(([name]) => {
    const width = progress.total > 0 ? (100 * progress[name]) / progress.total : 0;
    const segment = svg`<rect class="segment-${name}" x=${from} y="0" width=${width} height="1"></rect>`;
    from += width;
    return segment;
  });
}

/** The counts by name, with the total that they sum to. */
export const legend = (progress) => html`<dl class="counts">
  ${STATES.map(([name, label]) => html`<div>
    <dt><span class="swatch segment-${name}"></span>${label}</dt>
    <dd data-count=${name}>${count(progress[name])}</dd>
  </div>`)}
  <div class="total"><dt>Total</dt><dd data-count="total">${count(progress.total)}</dd></div>
</dl>`;
