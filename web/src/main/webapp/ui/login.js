import {html} from './lib.js';
import {Api, looksLikeToken} from './api.js';

/** The page that asks for a token. `enter(token, user)` is called when the server takes it. */
export class Login {
  title = 'Log in';
  #message;
  #busy = false;
  #enter;
  #redraw;

  constructor(message, enter, redraw) {
    this.#message = message;
    this.#enter = enter;
    this.#redraw = redraw;
  }

  #submit = async (event) => {
    event.preventDefault();
    const field = event.target.querySelector('input');
    await this.#attempt(field.value.trim());
    field.focus();
  };

  async #attempt(token) {
    if (!looksLikeToken(token)) {
      this.#say('That is not a token: expected one word of letters, digits and signs.');
      return;
    }
    this.#busy = true;
    this.#say('');
    try {
      this.#enter(token, await new Api(token).get('me'));
    } catch (problem) {
      this.#busy = false;
      this.#say(problem.status === 401 ? 'The server does not know this token.' : problem.message);
    }
  }

  #say(message) {
    this.#message = message;
    this.#redraw();
  }

  // The field has no name, so that no browser could ever put the token into an address.
  draw() {
    return html`<main id="main" class="login" tabindex="-1">
      <img src="favicon.svg" alt="" width="48" height="48">
      <h1>Idlewild console</h1>
      <form method="post" autocomplete="off" @submit=${this.#submit}>
        <label for="token">API token</label>
        <input id="token" type="password" autocomplete="off" spellcheck="false" required
            aria-describedby="token-hint token-message">
        <p id="token-hint" class="hint">The operator’s token is in the file <code>operator.token</code> in the
          server’s data folder. It stays in this tab and is gone when the tab closes.</p>
        <p id="token-message" class="message" role="alert" aria-live="assertive">${this.#message}</p>
        <button type="submit" class="primary" ?disabled=${this.#busy}>${this.#busy ? 'Asking …' : 'Log in'}</button>
      </form>
    </main>`;
  }
}
