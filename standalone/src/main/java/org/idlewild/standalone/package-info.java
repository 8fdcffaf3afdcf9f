/**
 * What a container does for the store, done without one: for tests and the simulator. No server
 * carries it.
 */
package org.idlewild.standalone;
