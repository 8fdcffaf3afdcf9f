package org.idlewild.scheduler.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How people and hosts get in.
 *
 * @param data the server's data folder; the first operator's token is written there
 * @param enrolmentLifetime how long an enrolment token can be used
 * @param sessionLifetime how long a host's session lasts
 * @param challengeLifetime how long a host may take to sign
 */
public record AccessSettings(
    Path data, Duration enrolmentLifetime, Duration sessionLifetime, Duration challengeLifetime) {}
