// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;
import java.util.Optional;

/**
 * A certificate or key as PEM text, not parsed; {@code toString} does not show it.
 *
 * @param name of the file it came from, or {@link #INLINE}
 */
public record Material(String text, String name, Source source) {
  public static final String INLINE = "the inline block";

  /** What the last line of that directive brings, from its block or its file. */
  static Optional<Material> of(Settings settings, Directive directive) {
    Optional<Setting> last = settings.last(directive);
    String content = last.map(Setting::content).orElse(null);
    return content == null
        ? Optional.empty()
        : last.map(setting -> new Material(content, setting.arg(0, INLINE), setting.source()));
  }

  @Override
  public String toString() {
    return "[material from " + source + "]";
  }
}
