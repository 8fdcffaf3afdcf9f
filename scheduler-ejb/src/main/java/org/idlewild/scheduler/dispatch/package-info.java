/**
 * Turns a host's request into an assignment, and results that nobody had into results in progress.
 */
package org.idlewild.scheduler.dispatch;
