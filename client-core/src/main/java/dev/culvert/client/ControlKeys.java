// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.profile.Material;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.WrappingOptions;
import dev.culvert.session.Protection;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.StaticKey;
import dev.culvert.wrap.StaticKeyException;
import dev.culvert.wrap.TlsCryptV2ClientKey;
import dev.culvert.wrap.TlsCryptV2ServerKey;

/** The control-channel keys of a profile, parsed. */
final class ControlKeys {
  private ControlKeys() {}

  /**
   * What protects the control packets of an end of that role.
   *
   * @throws ProfileException naming the directive and what was found
   */
  static Protection protection(WrappingOptions options, TlsRole role) throws ProfileException {
    if (options.tlsAuth().isPresent()) {
      return tlsAuth(options, options.tlsAuth().get());
    }
    if (options.tlsCrypt().isPresent()) {
      return tlsCrypt(options.tlsCrypt().get());
    }
    return options.tlsCryptV2().isPresent()
        ? tlsCryptV2(options, options.tlsCryptV2().get(), role)
        : new Protection.None();
  }

  private static Protection tlsAuth(WrappingOptions options, Material material)
      throws ProfileException {
    try {
      return new Protection.TlsAuth(
          StaticKey.parse(material.text(), options.direction()),
          options.direction(),
          options.digest().orElseThrow());
    } catch (StaticKeyException e) {
      throw Credentials.broken("tls-auth", material, e.line(), e.reason());
    }
  }

  private static Protection tlsCrypt(Material material) throws ProfileException {
    try {
      StaticKey key = StaticKey.parse(material.text());
      if (key.lacksCipherKey()) {
        throw new ProfileException(
            material.source(), "tls-crypt", "expected a key, found zeros in " + material.name());
      }
      return new Protection.TlsCrypt(key);
    } catch (StaticKeyException e) {
      throw Credentials.broken("tls-crypt", material, e.line(), e.reason());
    }
  }

  private static Protection tlsCryptV2(WrappingOptions options, Material material, TlsRole role)
      throws ProfileException {
    try {
      return role == TlsRole.CLIENT
          ? new Protection.TlsCryptV2Client(TlsCryptV2ClientKey.parse(material.text()))
          : new Protection.TlsCryptV2Server(
              TlsCryptV2ServerKey.parse(material.text()), options.forceCookie());
    } catch (StaticKeyException e) {
      throw Credentials.broken("tls-crypt-v2", material, e.line(), e.reason());
    }
  }
}
