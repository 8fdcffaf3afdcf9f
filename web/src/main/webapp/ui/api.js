// The REST API, spoken with one token. The token travels in a header only, never in an address.

const ROOT = new URL('../api/v1/', import.meta.url);

/** What the server refused, or status 0 when it did not answer at all. `message` is one sentence for people. */
export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Whether `text` can be a token: a header takes visible ASCII alone. */
export const looksLikeToken = (text) => /^[\x21-\x7e]{1,512}$/.test(text);

export class Api {
  #token;
  #refused;

  /** `refused` is called when the server no longer takes the token. */
  constructor(token, refused = () => {}) {
    this.#token = token;
    this.#refused = refused;
  }

  /** The JSON at `path`; `query` entries that are null or empty are left out. */
  async get(path, query = {}, signal = undefined) {
    return (await this.#ask('GET', path, query, 'application/json', signal)).json();
  }

  async post(path) {
    return (await this.#ask('POST', path, {}, 'application/json')).json();
  }

  /** A file's content. The browser keeps a large one on its disk. */
  async blob(path) {
    return (await this.#ask('GET', path, {}, '*/*')).blob();
  }

  /** An event stream's bytes. */
  async stream(path, signal) {
    return (await this.#ask('GET', path, {}, 'text/event-stream', signal)).body;
  }

  async #ask(method, path, query, accept, signal) {
    const response = await this.#send(method, address(path, query), accept, signal);
    if (response.ok) {
      return response;
    }
    const problem = new Problem(response.status, await sentence(response));
    if (response.status === 401) {
      this.#refused();
    }
    throw problem;
  }

  async #send(method, url, accept, signal) {
    const headers = {Accept: accept, Authorization: `Bearer ${this.#token}`};
    try {
      return await fetch(url, {
        method, headers, signal, cache: 'no-store', credentials: 'omit', redirect: 'error',
      });
    } catch (error) {
      if (error.name === 'AbortError') {
        throw error;
      }
      throw new Problem(0, 'The server does not answer.');
    }
  }
}

function address(path, query) {
  const url = new URL(path, ROOT);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

async function sentence(response) {
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('application/problem+json')) {
    const problem = await response.json().catch(() => ({}));
    if (problem.detail || problem.title) {
      return problem.detail || problem.title;
    }
  }
  return `The server answered with status ${response.status}.`;
}
