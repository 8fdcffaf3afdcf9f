package org.idlewild.agent.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * How a program ended.
 *
 * @param status its exit status, 128 + n after signal n; -1 when it was killed
 * @param broken one sentence on the limit that it broke, if it did
 * @param stderr the end of its error output
 * @param usage what it used
 * @param elapsed wall time while not paused
 */
public record Exit(
    int status, Optional<String> broken, String stderr, Usage usage, Duration elapsed) {}
