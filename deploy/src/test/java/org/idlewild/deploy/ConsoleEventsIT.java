package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The console's own reader of event streams, called in the browser with streams that a test makes.
 */
class ConsoleEventsIT extends ConsoleInBrowser {
  private static final String STREAM_OF =
      """
      const streamOf = (...chunks) => new ReadableStream({
        start(to) {
          chunks.forEach((chunk) => to.enqueue(new TextEncoder().encode(chunk)));
          to.close();
        },
      });
      const {read, follow} = await import('./ui/events.js');
      """;

  @Test
  void eventsAreReadWhateverTheChunksAndLineBreaks() {
    assertThat(
            readAll(
                "': hello\\n\\nevent: prog', 'ress\\r', '\\ndata: {\\r\\ndata:}\\r\\n\\r', '\\ndata: 2\\n\\n'"))
        .isEqualTo("progress={\n}|message=2");
  }

  @Test
  void anEventThatWasCutOffIsNotDelivered() {
    assertThat(readAll("'data: 1\\n\\ndata: 2\\n'")).isEqualTo("message=1");
  }

  @Test
  void aLineWithoutEndIsRefused() {
    assertThat(readAll("'data: ' + 'x'.repeat(1000001)"))
        .isEqualTo("A line of the event stream is too long.");
  }

  @Test
  void aBrokenStreamIsAskedForAgainUntilTheLastEvent() {
    browser.openLoggedOut();
    Object seen =
        browser.run(
            STREAM_OF
                + """
                const seen = [];
                const answers = [
                  () => { throw new Error('the server does not answer'); },
                  () => streamOf('data: 1\\n\\n'),
                  () => streamOf('data: 2\\n\\n', 'data: 3\\n\\n'),
                ];
                await new Promise((end, failed) => follow({
                  api: {stream: async () => answers.shift()()},
                  path: 'events',
                  take: (data) => { seen.push(data); if (data === 2) { end(); } return data === 2; },
                  state: (line) => seen.push(line),
                  failed,
                }));
                return seen.join(' ');
                """);
    assertThat(seen).isEqualTo("waiting live 1 waiting live 2");
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    browser.openLoggedOut();
    Object seen =
        browser.run(
            STREAM_OF
                + """
                const refusal = Object.assign(new Error('no such batch'), {status: 404});
                return await new Promise((end) => follow({
                  api: {stream: async () => { throw refusal; }},
                  path: 'events',
                  take: () => end('an event'),
                  state: () => end('another try'),
                  failed: (error) => end(error.message),
                }));
                """);
    assertThat(seen).isEqualTo("no such batch");
  }

  private Object readAll(String chunks) {
    browser.openLoggedOut();
    return browser.run(
        STREAM_OF
            + """
            const seen = [];
            try {
              for await (const event of read(streamOf(%s))) {
                seen.push(`${event.name}=${event.data}`);
              }
            } catch (error) {
              return error.message;
            }
            return seen.join('|');
            """
                .formatted(chunks));
  }
}
