// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All settings of a profile in order. Of a scalar the last one counts; lists have them all.
 *
 * @param all those outside blocks
 * @param blocks the {@code <connection>} blocks
 */
record Settings(List<Setting> all, List<Block> blocks) {
  Settings {
    all = List.copyOf(all);
    blocks = List.copyOf(blocks);
  }

  /**
   * A {@code <connection>} block.
   *
   * @param own what stands in it
   * @param above how many settings outside blocks stand above it: they are its defaults
   */
  record Block(List<Setting> own, int above) {
    Block {
      own = List.copyOf(own);
    }
  }

  Settings(List<Setting> all) {
    this(all, List.of());
  }

  /** What counts in a block: the settings above it, then its own. */
  Settings within(Block block) {
    List<Setting> both = new ArrayList<>(all.subList(0, block.above()));
    both.removeIf(setting -> setting.directive() == Directive.REMOTE);
    both.addAll(block.own());
    return new Settings(both);
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
