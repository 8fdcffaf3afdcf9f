package org.idlewild.wrapper;

/**
 * A function that a library offers by name.
 *
 * @param name the function's name
 * @param address relative to the image
 */
public record Export(String name, long address) {}
