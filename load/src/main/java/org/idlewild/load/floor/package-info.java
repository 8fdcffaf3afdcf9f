/**
 * What a server's rows cost by themselves: a plain program that sends the same changes to the same
 * tables. It has SQL of its own, because who measures the store must not ask the store.
 */
package org.idlewild.load.floor;
