// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.driver.Feature;
import dev.culvert.driver.KernelDriver;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.keys.DataCipher;
import dev.culvert.negotiate.CompressionOffer;
import dev.culvert.profile.Profile;
import dev.culvert.readiness.Backend;
import dev.culvert.readiness.BackendVerdict;
import dev.culvert.readiness.Candidate;
import dev.culvert.readiness.Demands;
import dev.culvert.readiness.Obstacle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which driver of this machine carries a profile's data. Made before anything is opened.
 *
 * @param driver empty when none can
 * @param verdict why it is this one and no better one
 */
public record BackendChoice(Optional<TunnelDriver> driver, BackendVerdict verdict) {
  private static final String NOT_DRIVEN = "this version of Culvert does not drive it";

  /**
   * Chooses.
   *
   * @param kernel drivers of the kernel, best first
   * @param userSpace what takes over when none of them can
   */
  public static BackendChoice of(
      Profile profile, List<TunnelDriver> kernel, TunnelDriver userSpace) {
    Map<Backend, TunnelDriver> drivers = new LinkedHashMap<>();
    kernel.forEach(driver -> drivers.put(Backend.of(driver, true), driver));
    drivers.put(Backend.of(userSpace, false), userSpace);
    List<Backend> backends = new ArrayList<>(drivers.keySet());
    if (kernel.isEmpty()) {
      backends.addFirst(Backend.missing(KernelDriver.OVPN_DCO_V2, NOT_DRIVEN));
    }
    BackendVerdict verdict =
        BackendVerdict.of(
            profile.name(), Demands.of(profile.name(), profile.statements()), backends);
    return new BackendChoice(verdict.carrier().map(Candidate::backend).map(drivers::get), verdict);
  }

  /** For the log: everything against each better driver, then what was chosen. */
  public List<String> lines() {
    return verdict.lines();
  }

  /**
   * What the server's options have against the chosen driver of the kernel, as lines for the log;
   * empty where nothing is against it, and for user space.
   *
   * @param pushed those about the data channel, as they stood between the commas
   */
  public List<String> againstPushed(List<String> pushed) {
    Optional<Backend> chosen =
        verdict.carrier().map(Candidate::backend).filter(b -> b.kernel().isPresent());
    List<String> lines = new ArrayList<>();
    for (Candidate candidate : verdict.withPushed(pushed).candidates()) {
      if (chosen.filter(candidate.backend()::equals).isPresent()) {
        for (Obstacle obstacle : candidate.against()) {
          obstacle.note().ifPresent(lines::add);
          lines.add(obstacle.toString());
        }
      }
    }
    return lines;
  }

  /** What a server may be told of compression: nothing where the driver has no framing. */
  public CompressionOffer compression(Profile profile) {
    if (driver.isEmpty() || driver.get().capabilities().refusal(Feature.COMPRESSION).isPresent()) {
      return CompressionOffer.NOTHING;
    }
    return profile.data().compression().inflate()
        ? CompressionOffer.DECOMPRESSION
        : CompressionOffer.FRAMING;
  }

  /** The profile's ciphers that the chosen driver has: others are not offered to the peer. */
  public List<DataCipher> ciphers(Profile profile) {
    Set<DataCipher> can = driver.map(d -> d.capabilities().ciphers()).orElse(Set.of());
    return profile.data().ciphers().stream().filter(can::contains).toList();
  }
}
