package org.idlewild.scheduler.batch;

import java.util.List;

/**
 * One workunit to be: its parameter, and the names of the batch's inputs that it gets (null means
 * all).
 */
public record Unit(String parameter, List<String> inputs) {}
