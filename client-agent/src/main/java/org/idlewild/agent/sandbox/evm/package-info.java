/**
 * The sandbox of Windows programs: each is wrapped on this machine, and runs under Wine in the
 * virtual machine of {@link org.idlewild.agent.evm}, with bubblewrap around both.
 */
package org.idlewild.agent.sandbox.evm;
