/** The command line: what is to be measured, and how it is shown. */
package org.idlewild.load.cli;
