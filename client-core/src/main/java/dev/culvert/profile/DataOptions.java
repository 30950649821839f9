// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;
import dev.culvert.keys.DataCipher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The data channel's settings.
 *
 * @param ciphers {@code data-ciphers}, best first
 * @param ciphersFrom the line that names them; empty for the default
 * @param cipher {@code cipher}: for a point-to-point peer that does not negotiate
 * @param auth digest of {@code auth}, upper case
 * @param renegotiate {@code reneg-sec}; zero for never
 * @param renegotiateBytes 0 for no limit
 * @param renegotiatePackets 0 for no limit
 * @param replayWindow ids, 0 to 65536
 * @param replayTime 0 to 600 s
 * @param compression what {@code comp-lzo}, {@code compress} and {@code allow-compression} say
 */
public record DataOptions(
    List<DataCipher> ciphers,
    Optional<Source> ciphersFrom,
    Optional<DataCipher> cipher,
    String auth,
    Duration renegotiate,
    long renegotiateBytes,
    long renegotiatePackets,
    int replayWindow,
    Duration replayTime,
    Compression compression) {
  public DataOptions {
    ciphers = List.copyOf(ciphers);
  }
}
