// Server-sent events read by hand, because the browser's own EventSource cannot send the token's header.

const LONGEST_EVENT = 1_000_000;
const LONGEST_WAIT = 30_000;

/** The events of a stream of bytes, as {name, data}. */
export async function* read(bytes) {
  let event = {name: 'message', data: []};
  for await (const line of lines(bytes.pipeThrough(new TextDecoderStream()))) {
    if (line === '') {
      if (event.data.length > 0) {
        yield {name: event.name, data: event.data.join('\n')};
      }
      event = {name: 'message', data: []};
    } else {
      takeField(event, line);
    }
  }
}

function takeField(event, line) {
  const colon = line.indexOf(':');
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'event') {
    event.name = value;
  } else if (field === 'data') {
    event.data.push(value);
  }
}

async function* lines(text) {
  const reader = text.getReader();
  let rest = '';
  try {
    for (;;) {
      const {value, done} = await reader.read();
      if (done) {
        return; // an event without its closing empty line is incomplete and not delivered
      }
      rest += value;
      let found;
      // A carriage return at the very end may be half of a line break: it waits for what follows.
      while ((found = /\r\n|\n|\r(?!$)/.exec(rest))) {
        yield rest.slice(0, found.index);
        rest = rest.slice(found.index + found[0].length);
      }
      if (rest.length > LONGEST_EVENT) {
        throw new Error('A line of the event stream is too long.');
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/**
 * Follows a stream while the page is visible and until `take` returns true for an event's data.
 * `state` is told 'live' or 'waiting'; `failed` gets a refusal that no further try will cure.
 * Returns a function that stops it.
 */
export function follow({api, path, take, state, failed}) {
  const stop = new AbortController();
  run(api, path, take, state, stop.signal).catch((error) => {
    if (!stop.signal.aborted) {
      failed(error);
    }
  });
  return () => stop.abort();
}

async function run(api, path, take, state, stopped) {
  for (let failures = 0; !stopped.aborted; failures++) {
    await untilVisible(stopped);
    const attempt = whileVisible(stopped);
    try {
      for await (const event of read(await api.stream(path, attempt.signal))) {
        failures = 0;
        state('live');
        if (take(JSON.parse(event.data))) {
          return;
        }
      }
    } catch (error) {
      if (error.status >= 400 && error.status < 500) {
        throw error;
      }
    } finally {
      attempt.end();
    }
    if (!stopped.aborted) {
      state('waiting');
      await pause(Math.min(LONGEST_WAIT, 1000 * 2 ** failures) * (0.5 + Math.random() / 2), stopped);
    }
  }
}

/** A hidden page gives its connection back: browsers allow only about six for one server. */
function whileVisible(stopped) {
  const attempt = new AbortController();
  const check = () => (document.hidden || stopped.aborted) && attempt.abort();
  document.addEventListener('visibilitychange', check);
  stopped.addEventListener('abort', check);
  check();
  return {
    signal: attempt.signal,
    end() {
      document.removeEventListener('visibilitychange', check);
      stopped.removeEventListener('abort', check);
      attempt.abort();
    },
  };
}

function untilVisible(stopped) {
  return new Promise((resolve) => {
    const check = () => {
      if (!document.hidden || stopped.aborted) {
        document.removeEventListener('visibilitychange', check);
        stopped.removeEventListener('abort', check);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', check);
    stopped.addEventListener('abort', check);
    check();
  });
}

function pause(millis, stopped) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    stopped.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, {once: true});
  });
}
