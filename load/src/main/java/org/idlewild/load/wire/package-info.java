/** Hosts that a server cannot tell from others: their HTTP, their dialects, how they join. */
package org.idlewild.load.wire;
