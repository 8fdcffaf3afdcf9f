/** A server and a database for one measurement, their work and their hosts. */
package org.idlewild.load.grid;
