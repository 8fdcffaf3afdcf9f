package org.idlewild.scheduler.batch;

import java.util.Optional;

/**
 * The first line of a batch that comes line by line.
 *
 * @param request what it says; its units are null
 * @param sha256 of its bytes
 * @param key under which the same upload may come again, to go on where it stopped
 */
public record BatchHead(BatchRequest request, String sha256, Optional<String> key) {}
