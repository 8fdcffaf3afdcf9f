/** What researchers and operators can see. It writes nothing. */
package org.idlewild.scheduler.status;
