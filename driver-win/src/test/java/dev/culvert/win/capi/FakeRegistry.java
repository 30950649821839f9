// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A registry in memory; names do not mind case, as Windows' do not. */
public final class FakeRegistry implements Registry {
  private final Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, List<String>> lists = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  @Override
  public Optional<String> text(String key, String value) {
    return Optional.ofNullable(texts.get(key + "\\" + value));
  }

  @Override
  public List<String> texts(String key, String value) {
    return lists.getOrDefault(key + "\\" + value, List.of());
  }

  /** Puts a list there. */
  public void setTexts(String key, String value, List<String> list) {
    lists.put(key + "\\" + value, list);
  }

  @Override
  public List<String> keys(String key) {
    List<String> found = new ArrayList<>();
    String prefix = key.toLowerCase(Locale.ROOT) + "\\";
    for (String path : texts.keySet()) {
      if (path.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        found.add(path.substring(prefix.length()).split("\\\\", 2)[0]);
      }
    }
    return found.stream().distinct().toList();
  }

  @Override
  public void setText(String key, String value, String text) {
    texts.put(key + "\\" + value, text);
  }

  @Override
  public void deleteKey(String key) {
    String prefix = key.toLowerCase(Locale.ROOT) + "\\";
    texts.keySet().removeIf(path -> path.toLowerCase(Locale.ROOT).startsWith(prefix));
  }
}
