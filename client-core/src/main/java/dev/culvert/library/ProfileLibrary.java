// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The stored profiles as they were at one moment, by name. Immutable, any thread. */
public record ProfileLibrary(List<StoredProfile> profiles) {
  public ProfileLibrary {
    profiles =
        profiles.stream()
            .sorted(Comparator.comparing((StoredProfile p) -> ProfileName.key(p.name())))
            .toList();
  }

  /** What a name stands for. */
  public sealed interface Lookup {
    /** This profile. */
    record One(StoredProfile profile) implements Lookup {}

    /** Several names start so. */
    record Several(List<String> names) implements Lookup {
      public Several {
        names = List.copyOf(names);
      }
    }

    /** No name starts so. */
    record None() implements Lookup {}
  }

  /**
   * The profile of that name, with or without its ending, or the only one whose name starts so.
   * Case does not matter.
   */
  public Lookup find(String name) {
    Optional<StoredProfile> exact = named(name);
    if (exact.isPresent()) {
      return new Lookup.One(exact.get());
    }
    String start = ProfileName.key(name);
    List<StoredProfile> found =
        start.isEmpty()
            ? List.of()
            : profiles.stream().filter(p -> ProfileName.key(p.name()).startsWith(start)).toList();
    return switch (found.size()) {
      case 0 -> new Lookup.None();
      case 1 -> new Lookup.One(found.getFirst());
      default -> new Lookup.Several(found.stream().map(StoredProfile::name).toList());
    };
  }

  /** The profile of exactly that name, with or without its ending; case does not matter. */
  public Optional<StoredProfile> named(String name) {
    String key = ProfileName.key(name);
    return profiles.stream()
        .filter(p -> key.equals(ProfileName.key(p.name())) || key.equals(fileKey(p)))
        .findFirst();
  }

  private static String fileKey(StoredProfile profile) {
    return ProfileName.key(profile.name() + ".ovpn");
  }

  /** The profile with exactly those bytes, under whatever name. */
  Optional<StoredProfile> holding(Bytes content) {
    return profiles.stream().filter(p -> p.content().equals(content)).findFirst();
  }

  /** The name itself, or with the first number from 2 that makes it a new one. */
  String freeName(String wanted) {
    String name = wanted;
    for (int number = 2; named(name).isPresent(); number++) {
      name = ProfileName.numbered(wanted, number);
    }
    return name;
  }

  /** With one more; one of the same name gives way. */
  ProfileLibrary with(StoredProfile added) {
    List<StoredProfile> all = new ArrayList<>(profiles);
    all.removeIf(p -> ProfileName.key(p.name()).equals(ProfileName.key(added.name())));
    all.add(added);
    return new ProfileLibrary(all);
  }
}
