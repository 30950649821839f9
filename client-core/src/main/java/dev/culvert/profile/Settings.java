// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import java.util.List;
import java.util.Optional;

/** All settings of a profile in order. Of a scalar the last one counts; lists have them all. */
record Settings(List<Setting> all) {
  Settings {
    all = List.copyOf(all);
  }

  Optional<Setting> last(Directive directive) {
    return all.stream().filter(s -> s.directive() == directive).reduce((a, b) -> b);
  }

  List<Setting> each(Directive directive) {
    return all.stream().filter(s -> s.directive() == directive).toList();
  }

  boolean has(Directive directive) {
    return last(directive).isPresent();
  }

  /** The position of the last of them, -1 for none: for options that override each other. */
  int position(Directive directive) {
    return last(directive).map(all::lastIndexOf).orElse(-1);
  }
}
