// The entry: who is logged in, which view the address names, and one redraw for any number of changes.

import {Api} from './api.js';
import {openBatch} from './batch.js';
import {openBatches} from './batches.js';
import {openDaemons} from './daemons.js';
import {openHosts} from './hosts.js';
import {html, render} from './lib.js';
import {Login} from './login.js';
import {notice} from './parts.js';
import {openResults} from './results.js';
import * as session from './session.js';
import {shell} from './shell.js';

const ROUTES = [
  [/^#\/batches$/, openBatches],
  [/^#\/batches\/(\d{1,19})$/, openBatch],
  [/^#\/hosts$/, openHosts],
  [/^#\/results$/, openResults],
  [/^#\/daemons$/, openDaemons],
];
const REFUSED = 'The server no longer takes this token. Log in again.';

const place = document.getElementById('console');
let inside = null; // {api, user} of who is logged in
let view = null;
let news = '';
let drawing = false;

function redraw() {
  if (!drawing) {
    drawing = true;
    queueMicrotask(draw);
  }
}

function draw() {
  drawing = false;
  document.title = `${view.title} · Idlewild`;
  render(inside ? shell({user: inside.user, path: location.hash, view, news, logOut: () => leave('')}) : view.draw(), place);
}

function show(next) {
  view?.close?.();
  view = next;
  redraw();
}

function announce(text) {
  news = text;
  redraw();
}

function route() {
  const found = ROUTES.map(([pattern, open]) => [pattern.exec(location.hash), open]).find(([match]) => match);
  if (found) {
    const [match, open] = found;
    show(open({api: inside.api, redraw, announce}, match[1]));
  } else {
    location.replace('#/batches');
  }
}

/** Who came by a link or the log-in hears the new heading, as after the load of a page; who is out may type a token. */
function focusStart() {
  const start = () => place.querySelector('#token') ?? place.querySelector('h1') ?? place.querySelector('main');
  queueMicrotask(() => start().focus());
}

function follow() {
  if (inside) {
    news = '';
    route();
    focusStart();
  }
}

function enter(token, user) {
  // An answer to a question of a session before this one changes nothing.
  const api = new Api(token, () => inside?.api === api && leave(REFUSED));
  inside = {user, api};
  route();
}

function logIn(token, user) {
  session.remember(token);
  enter(token, user);
  focusStart();
}

function leave(message) {
  session.forget();
  inside = null;
  show(new Login(message, logIn, redraw));
  focusStart();
}

/** A token kept from before the reload is tried; only a refusal drops it. */
async function start() {
  const token = session.remembered();
  if (token === null) {
    leave('');
    return;
  }
  show({title: 'Loading', draw: () => html`<p class="loading">Loading …</p>`});
  try {
    enter(token, await new Api(token).get('me'));
  } catch (problem) {
    if (problem.status === 401) {
      leave(REFUSED);
    } else {
      show({title: 'No answer', draw: () => html`<main class="plain">${notice(problem)}
        <button type="button" @click=${start}>Try again</button></main>`});
    }
  }
}

window.addEventListener('hashchange', follow);
start();
