/**
 * Runs `task` now and then every `seconds`, counted from its end, while the page is visible; a page that
 * comes back into view refreshes at once. `task` must not throw. Returns a function that stops it.
 */
export function keepFresh(seconds, task) {
  let timer;
  let running = false;
  let stopped = false;

  async function turn() {
    clearTimeout(timer);
    if (stopped || running || document.hidden) {
      return;
    }
    running = true;
    await task();
    running = false;
    if (!stopped) {
      timer = setTimeout(turn, seconds * 1000);
    }
  }

  document.addEventListener('visibilitychange', turn);
  turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', turn);
  };
}

/** One answer of the API that is asked for again and again: the last good value stays while the server is silent. */
export class Answer {
  value = null;
  problem = null;
  #ask;
  #changed;

  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
  }

  async load() {
    try {
      this.value = await this.#ask();
      this.problem = null;
    } catch (error) {
      this.problem = error;
    }
    this.#changed();
  }
}
