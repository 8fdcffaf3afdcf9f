/**
 * The WAR's root: the clock. The two client dialects lie in {@code research} and {@code agent},
 * what both need in {@code http}, metrics and health in {@code watch}.
 */
package org.idlewild.web;
