/**
 * Reads what a server and its database say of themselves and what they hold. It has SQL of its own,
 * because who measures the store must not ask the store.
 */
package org.idlewild.load.watch;
