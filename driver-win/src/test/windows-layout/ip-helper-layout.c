// SPDX-License-Identifier: Apache-2.0
/* Prints sizes and offsets of IP Helper's structures (netioapi.h, x64) as JSON:
 * x86_64-w64-mingw32-gcc -o layout.exe ip-helper-layout.c && wine layout.exe > ip-helper-layout.json
 * The output is the test resource dev/culvert/win/net/ip-helper-layout.json. */
#define _WIN32_WINNT 0x0a00
#include <winsock2.h>
#include <ws2tcpip.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <stddef.h>
#include <stdio.h>

#define SIZE(type) printf(",\n  \"%s\": %u", #type, (unsigned)sizeof(type))
#define AT(type, field) printf(",\n  \"%s.%s\": %u", #type, #field, (unsigned)offsetof(type, field))

int main(void) {
  printf("{\n  \"source\": \"netioapi.h of mingw-w64 for x86_64, printed by ip-helper-layout.c\"");
  SIZE(SOCKADDR_INET);
  AT(SOCKADDR_INET, Ipv4.sin_addr);
  AT(SOCKADDR_INET, Ipv6.sin6_addr);
  SIZE(MIB_UNICASTIPADDRESS_ROW);
  AT(MIB_UNICASTIPADDRESS_ROW, Address);
  AT(MIB_UNICASTIPADDRESS_ROW, InterfaceLuid);
  AT(MIB_UNICASTIPADDRESS_ROW, OnLinkPrefixLength);
  AT(MIB_UNICASTIPADDRESS_ROW, DadState);
  SIZE(MIB_IPFORWARD_ROW2);
  AT(MIB_IPFORWARD_ROW2, InterfaceLuid);
  AT(MIB_IPFORWARD_ROW2, DestinationPrefix.Prefix);
  AT(MIB_IPFORWARD_ROW2, DestinationPrefix.PrefixLength);
  AT(MIB_IPFORWARD_ROW2, NextHop);
  AT(MIB_IPFORWARD_ROW2, Metric);
  AT(MIB_IPFORWARD_ROW2, Protocol);
  SIZE(MIB_IPINTERFACE_ROW);
  AT(MIB_IPINTERFACE_ROW, Family);
  AT(MIB_IPINTERFACE_ROW, InterfaceLuid);
  AT(MIB_IPINTERFACE_ROW, ManagedAddressConfigurationSupported);
  AT(MIB_IPINTERFACE_ROW, OtherStatefulConfigurationSupported);
  AT(MIB_IPINTERFACE_ROW, RouterDiscoveryBehavior);
  AT(MIB_IPINTERFACE_ROW, DadTransmits);
  AT(MIB_IPINTERFACE_ROW, SitePrefixLength);
  AT(MIB_IPINTERFACE_ROW, Metric);
  AT(MIB_IPINTERFACE_ROW, NlMtu);
  AT(MIB_IPINTERFACE_ROW, Connected);
  AT(MIB_UNICASTIPADDRESS_TABLE, Table);
  AT(MIB_IPFORWARD_TABLE2, Table);
  printf("\n}\n");
  return 0;
}
