// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.ProfileLibrary.Lookup;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfileLibraryTest {
  private final ProfileLibrary library =
      new ProfileLibrary(
          Stream.of("office", "Home", "home office", "off")
              .map(name -> new StoredProfile(name, Bytes.ofHex("00")))
              .toList());

  @Test
  void findsByNameWithoutCase() {
    assertThat(found("HOME")).isEqualTo("Home");
    assertThat(found("home.ovpn")).isEqualTo("Home");
    assertThat(found("Home Office.OVPN")).isEqualTo("home office");
  }

  @Test
  void findsByHowANameStartsIfThereIsOnlyOne() {
    assertThat(found("offi")).isEqualTo("office");
    assertThat(library.find("ho")).isEqualTo(new Lookup.Several(List.of("Home", "home office")));
    assertThat(library.find("x")).isEqualTo(new Lookup.None());
    assertThat(library.find("")).isEqualTo(new Lookup.None());
  }

  @Test
  void aWholeNameIsNeverTheStartOfAnother() {
    assertThat(found("off")).isEqualTo("off");
    assertThat(library.named("offi")).isEmpty();
  }

  private String found(String name) {
    return ((Lookup.One) library.find(name)).profile().name();
  }
}
