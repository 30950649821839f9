// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

/**
 * How the program behaves.
 *
 * @param verb 0 to 11
 * @param mute repeated messages shown, 0 for all
 */
public record ProcessOptions(int verb, int mute) {}
