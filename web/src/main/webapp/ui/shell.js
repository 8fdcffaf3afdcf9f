import {html} from './lib.js';
import {words} from './format.js';

const LINKS = [
  ['#/batches', 'Batches'],
  ['#/hosts', 'Hosts'],
  ['#/results', 'Results'],
  ['#/daemons', 'Daemons', 'OPERATOR'],
];

/** What surrounds each view: the way past the links, the links, who is logged in, and the spoken news. */
export function shell({user, path, view, news, logOut}) {
  return html`<a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header>
      <a class="brand" href="#/batches"><img src="favicon.svg" alt="" width="24" height="24">Idlewild</a>
      <nav aria-label="Views"><ul>${LINKS.filter(([, , role]) => !role || role === user.role).map(
        ([href, label]) => html`<li><a href=${href} aria-current=${current(href, path)}>${label}</a></li>`)}
      </ul></nav>
      <div class="user">
        <span>${user.name} <small>${words(user.role)}</small></span>
        <button type="button" @click=${logOut}>Log out</button>
      </div>
    </header>
    <main id="main" tabindex="-1">${view.draw()}</main>
    <p class="unseen" role="status" aria-live="polite">${news}</p>`;
}

const current = (href, path) => (path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : 'false');

/** The fragment belongs to the views' addresses, so the skip link moves the focus by hand. */
function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}
