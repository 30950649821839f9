// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import java.util.OptionalInt;

/**
 * Why Culvert would not connect with a profile that OpenVPN takes.
 *
 * @param line from 1; empty for what concerns the whole profile
 * @param replacement what to write instead; empty when nothing does the same
 */
public record Refusal(String directive, OptionalInt line, String reason, String replacement) {}
