/** What an operator can set, read once at start from system properties. One record a concern. */
package org.idlewild.scheduler.settings;
