/**
 * Named points between two writes at which a test kills the server. Every build carries them; they
 * do nothing unless the server was started with them armed.
 */
package org.idlewild.scheduler.fault;
