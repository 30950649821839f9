// SPDX-License-Identifier: Apache-2.0
package dev.culvert.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** One object of a vector file under {@code /vectors}. */
public final class Vector {
  private final Map<?, ?> fields;

  private Vector(Map<?, ?> fields) {
    this.fields = fields;
  }

  /** The whole file of that name, without its ending. */
  public static Vector file(String name) {
    try (InputStream in = Vector.class.getResourceAsStream("/vectors/" + name + ".json")) {
      return new Vector(JSON.std.mapFrom(requireNonNull(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean has(String field) {
    return fields.get(field) != null;
  }

  public Vector object(String field) {
    return new Vector((Map<?, ?>) requireNonNull(fields.get(field)));
  }

  public List<Vector> objects(String field) {
    List<Vector> objects = new ArrayList<>();
    for (Object each : (List<?>) requireNonNull(fields.get(field))) {
      objects.add(new Vector((Map<?, ?>) requireNonNull(each)));
    }
    return objects;
  }

  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (Object each : (List<?>) requireNonNull(fields.get(field))) {
      texts.add(String.valueOf(each));
    }
    return texts;
  }

  public String text(String field) {
    return (String) requireNonNull(fields.get(field));
  }

  public byte[] bytes(String field) {
    return HexFormat.of().parseHex(text(field));
  }

  public long number(String field) {
    return ((Number) requireNonNull(fields.get(field))).longValue();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
