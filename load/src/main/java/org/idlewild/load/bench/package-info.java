/** The measurements, from an empty database to the numbers. */
package org.idlewild.load.bench;
