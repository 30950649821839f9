// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/**
 * A fact about this system that a person who helps asks for first. Without secrets and without
 * names of people.
 *
 * @param about the subject, one or two words: {@code rights}, {@code adapter Culvert}
 * @param text what is so, in one sentence or less
 */
public record Finding(String about, String text) {}
