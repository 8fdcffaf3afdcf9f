/** Sends the requests of many hosts and keeps the books of what came back. It knows no dialect. */
package org.idlewild.load.drive;
