// SPDX-License-Identifier: Apache-2.0
/**
 * The OpenVPN engine of Culvert: protocol, decisions and the command line, true on every system.
 */
module dev.culvert.core {
  requires com.fasterxml.jackson.jr.ob;
  requires info.picocli;
  requires java.net.http;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.tls;
  requires org.bouncycastle.util;
  requires jdk.unsupported;
  requires static transitive org.jspecify;

  exports dev.culvert.bytes;
  exports dev.culvert.client;
  exports dev.culvert.control;
  exports dev.culvert.crypto;
  exports dev.culvert.datapath;
  exports dev.culvert.directive;
  exports dev.culvert.driver;
  exports dev.culvert.event;
  exports dev.culvert.keys;
  exports dev.culvert.library;
  exports dev.culvert.link;
  exports dev.culvert.negotiate;
  exports dev.culvert.network;
  exports dev.culvert.profile;
  exports dev.culvert.proxy;
  exports dev.culvert.readiness;
  exports dev.culvert.reference;
  exports dev.culvert.reliable;
  exports dev.culvert.role;
  exports dev.culvert.runtime;
  exports dev.culvert.session;
  exports dev.culvert.time;
  exports dev.culvert.tls;
  exports dev.culvert.wire;
  exports dev.culvert.wrap;

  opens dev.culvert.cli to
      info.picocli;

  uses dev.culvert.driver.PlatformProvider;
}
