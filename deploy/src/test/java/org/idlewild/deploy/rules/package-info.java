/**
 * The rules of ARCHITECTURE.md as tests over the compiled classes of all modules. Each rule is
 * shown to bite by fixture classes, which lie in packages named {@code fixture} inside the packages
 * that they abuse.
 */
package org.idlewild.deploy.rules;
